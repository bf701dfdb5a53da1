/** Longest name of a scene. */
const MAX_LENGTH = 64;

/**
 * The names that a scene may use for those of a file, in its order, each after `prefix`: lower case, with
 * underscores; those that would be the same are numbered.
 */
export function sceneNames(names: readonly string[], prefix: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const plain = `${prefix}${name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '')}`;
      const started = /^[a-z]/.test(plain) ? plain : `n_${plain}`;
      let unique = started.slice(0, MAX_LENGTH);
      for (let i = 2; taken.has(unique); i++) {
        const number = `_${i}`;
        unique = `${started.slice(0, MAX_LENGTH - number.length)}${number}`;
      }
      taken.add(unique);
      return [name, unique];
    }),
  );
}
