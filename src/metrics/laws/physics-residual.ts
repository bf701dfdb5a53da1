import { add, dot, length, scale, subtract, type Vec3 } from '../../core/pose.ts';

/** A body as a verifier follows it. */
export type VerifiedBody = {
  /** World frame, metres, the last context frame first; null where it is not there. */
  readonly places: readonly (Vec3 | null)[];
  /** Whether all of it is seen at each place; what is partly hidden may be gone in the next frame. */
  readonly whole: readonly boolean[];
  /** m/s, as the context ends; null where it is not known of what is seen. */
  readonly velocity: Vec3 | null;
  /** Whether nothing holds or carries it as the context ends. */
  readonly flies: boolean;
  /** By how much what carries it can change its velocity, m/s². */
  readonly slack: number;
  /** Whether something that can strike it is within reach, metres, of a place. */
  readonly nears: (place: Vec3, reach: number) => boolean;
  /** Pixels a metre, and its diameter in pixels. */
  readonly pixelsPerMetre: number;
  readonly diameter: number;
};

/** Distances, metres, that places from pixels may be off by. */
const SLACK = 0.03;

/** How much faster a step is than energy allows, m/s: gravity gives and takes, a blow takes. */
function excessSpeed(steps: readonly [Vec3, Vec3], between: Vec3, gravity: Vec3): number {
  const [before, now] = steps;
  const allowed = Math.sqrt(Math.max(0, dot(before, before) + 2 * dot(gravity, between)));
  return Math.max(0, length(now) - allowed);
}

/** By how much one step of a body breaks the laws, metres; null where its steps are not known. */
function stepResidual(body: VerifiedBody, k: number, dt: number, gravity: Vec3): number | null {
  const [now, last] = [body.places[k], body.places[k - 1]];
  const before = k === 1 ? null : body.places[k - 2];
  if (now == null || last == null || (k > 1 && before == null)) return null;
  const drop = scale(gravity, dt * dt);
  // Of the first step the velocity is known, of the others the step before it is: half a frame earlier.
  if (before == null && body.velocity === null) return null;
  const carried = before == null ? scale(body.velocity as Vec3, dt) : subtract(last, before);
  const fall = before == null ? scale(drop, 0.5) : drop;
  const reach = SLACK + length(carried);
  if (body.nears(last, reach) || body.nears(now, reach)) {
    const step = subtract(now, last);
    const between = before == null ? step : scale(subtract(now, before), 0.5);
    return excessSpeed([scale(carried, 1 / dt), scale(step, 1 / dt)], between, gravity) * dt;
  }
  const strayed = length(subtract(now, add(add(last, carried), body.flies ? fall : [0, 0, 0])));
  return Math.max(0, strayed - body.slack * dt * dt * (before == null ? 0.5 : 1));
}

/**
 * How far predicted frames break the laws of motion, without their truth: pixels, one value a frame, the mean over
 * bodies. 0 is lawful; null where no body can be judged.
 *
 * - What flies must go on along its parabola.
 * - What is carried or hangs may change its velocity by what its support can do, and no more.
 * - Near something that can strike it a body may take any course, but no energy.
 * - What was wholly seen must not be gone in the next frame: that costs its diameter in every frame.
 *
 * Meant for choosing among predictions of one clip: the least mean over frames is the most lawful one.
 *
 * @param gravity - World frame, m/s².
 */
export function physicsResidual(
  bodies: readonly VerifiedBody[],
  frames: number,
  dt: number,
  gravity: Vec3,
): (number | null)[] {
  return Array.from({ length: frames }, (_, h) => {
    const residuals = bodies.flatMap((body) => {
      const k = h + 1;
      if (body.places[k] == null) {
        const seen = body.places.slice(0, k).findLastIndex((place) => place !== null);
        return body.whole[seen] === true ? [body.diameter] : [];
      }
      const metres = stepResidual(body, k, dt, gravity);
      return metres === null ? [] : [metres * body.pixelsPerMetre];
    });
    return residuals.length === 0
      ? null
      : residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  });
}
