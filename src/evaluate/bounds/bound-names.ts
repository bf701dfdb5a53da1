/** Bounds that the simulator draws, by the names of their rows. */
export const BOUND_NAMES = ['oracle-velocity', 'second-take'] as const;

/** One of {@link BOUND_NAMES}. */
export type BoundName = (typeof BOUND_NAMES)[number];

/** The row of the second take, by which the physical variance of a scene is told. */
export const SECOND_TAKE: BoundName = 'second-take';

/** The row of what the training set holds that is most alike. */
export const NEAREST_NEIGHBOUR = 'nearest-neighbour';
