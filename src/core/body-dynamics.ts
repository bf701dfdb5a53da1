/**
 * What bodies have by their mass and motion at one moment, world frame; one row a body, in the episode's order.
 * 0 for fixed and kinematic bodies, which nothing can move.
 */
export type BodyDynamics = {
  /** [bodies], kg. */
  readonly masses: Float64Array;
  /** [bodies], J: of the centre of mass, and about it. */
  readonly translationalEnergies: Float64Array;
  readonly rotationalEnergies: Float64Array;
  /** [bodies], J: of the centre of mass against gravity, 0 at the origin (z = 0 where gravity points down). */
  readonly potentialEnergies: Float64Array;
  /** [bodies, 3], kg·m/s. */
  readonly linearMomenta: Float64Array;
  /** [bodies, 3], about the centre of mass, kg·m²/s. */
  readonly angularMomenta: Float64Array;
};
