/** What acts in an episode; its controller stands in physics/robots. */
export type Robot = Pusher;

/** A planar pusher: a kinematic body moved at a commanded velocity in the world's XY plane. */
export type Pusher = {
  readonly kind: 'pusher';
  /** Name of the body that it moves. */
  readonly body: string;
  /** Greatest speed along each axis, m/s. */
  readonly maxSpeed: number;
  /** The pusher's centre stays inside, world frame, metres: `[xMin, yMin, xMax, yMax]`. */
  readonly workspace: readonly [number, number, number, number];
};
