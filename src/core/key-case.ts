/** A copy of plain data whose objects' keys are written as on disk: `maxSpeed` becomes `max_speed`. */
export const snakeKeys = (value: unknown): unknown =>
  withKeys(value, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** A copy of plain data whose objects' keys are written as in code: `max_speed` becomes `maxSpeed`. */
export const camelKeys = (value: unknown): unknown =>
  withKeys(value, (key) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

function withKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [rename(key), withKeys(item, rename)]),
  );
}
