/**
 * Says how some work was not refused as it must be, or `null`. Knows a ToolkitError by its name: a user's
 * environment may have come with another copy of the class.
 */
export async function unrefused(what: string, work: () => unknown): Promise<string | null> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && error.name === 'ToolkitError') return null;
    return `${what} must throw a ToolkitError, got ${error}`;
  }
  return `${what} must throw a ToolkitError, got no error`;
}
