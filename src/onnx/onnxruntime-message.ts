/** The first line of what onnxruntime says went wrong, without its source files and call stack. */
export function onnxruntimeMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n')[0] ?? '';
  return line
    .replace(/^.*Status Message: /, '')
    .replace(/^OrtSession\w+: /, '')
    .slice(0, 300);
}
