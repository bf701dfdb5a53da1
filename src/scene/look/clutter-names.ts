/** Most pieces of clutter that an episode has. */
export const MOST_CLUTTER = 8;

/** The names that pieces of clutter can have. */
export const CLUTTER_NAMES: readonly string[] = Array.from(
  { length: MOST_CLUTTER },
  (_, i) => `clutter_${i + 1}`,
);

/** The class of them all. */
export const CLUTTER_CLASS = 'clutter';
