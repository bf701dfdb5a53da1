import type { Body, Episode } from '../../core/episode.ts';
import { rotate, type Vec3 } from '../../core/pose.ts';
import { farthestPoint } from '../shape-support.ts';

/** The upright box that the task stays in, world frame, metres. */
export type TaskRegion = { readonly low: Vec3; readonly high: Vec3 };

/** Seconds for which a body is taken to keep its sideways speed. */
const COASTING = 1.5;
/** How far a falling or toppling body may get sideways, in heights of fall. */
const SPREAD = 0.5;
/** Room around everything, metres. */
const ROOM = 0.1;

const AXES: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** The upright box of a body that is no plane. */
function boundsOf(body: Body): TaskRegion {
  const along = (sign: number): Vec3 =>
    AXES.map(
      (axis, k) => farthestPoint(body, axis.map((x) => sign * x) as unknown as Vec3)[k],
    ) as unknown as Vec3;
  return { low: along(-1), high: along(1) };
}

/** The ground: a level plane, or null where there is none. */
export const levelGround = ({ bodies }: Episode): Body | null =>
  bodies.find(
    ({ shape, orientation }) => shape.kind === 'plane' && rotate(orientation, [0, 0, 1])[2] > 0.9999,
  ) ?? null;

/**
 * Where the episode's bodies can be expected: their boxes, widened for those that move by what they
 * may fall, topple and coast, and the robot's workspace with what it may push before it.
 */
export function taskRegion(episode: Episode): TaskRegion | null {
  const floor = levelGround(episode)?.position[2];
  const boxes = episode.bodies
    .filter(({ shape }) => shape.kind !== 'plane')
    .map((body) => {
      const { low, high } = boundsOf(body);
      if (body.motion === 'fixed') return { low, high };
      const speed = Math.max(Math.abs(body.linearVelocity[0]), Math.abs(body.linearVelocity[1]));
      const reach = SPREAD * (high[2] - (floor ?? low[2])) + COASTING * speed;
      return widened({ low, high }, reach);
    });
  const robot = episode.robot?.kind === 'pusher' ? episode.robot : null;
  const moved = episode.bodies.find(({ name }) => name === robot?.body);
  if (robot !== null && moved !== undefined) {
    const [xMin, yMin, xMax, yMax] = robot.workspace;
    const { low, high } = boundsOf(moved);
    const pushed = Math.max(0, ...episode.bodies.filter(isDynamic).map(width));
    const workspace = { low: [xMin, yMin, low[2]] as Vec3, high: [xMax, yMax, high[2]] as Vec3 };
    boxes.push(widened(workspace, width(moved) / 2 + 1.5 * pushed));
  }
  if (boxes.length === 0) return null;
  const all = boxes.reduce((a, b) => ({
    low: a.low.map((x, k) => Math.min(x, b.low[k] as number)) as unknown as Vec3,
    high: a.high.map((x, k) => Math.max(x, b.high[k] as number)) as unknown as Vec3,
  }));
  return widened(all, ROOM);
}

const isDynamic = ({ motion }: Body): boolean => motion === 'dynamic';

/** The longer side of a body's box, seen from above. */
function width(body: Body): number {
  const { low, high } = boundsOf(body);
  return Math.max(high[0] - low[0], high[1] - low[1]);
}

/** Wider by `room` on every side, but no taller. */
const widened = ({ low, high }: TaskRegion, room: number): TaskRegion => ({
  low: [low[0] - room, low[1] - room, low[2]],
  high: [high[0] + room, high[1] + room, high[2]],
});

/** The region's middle. */
export const regionCenter = ({ low, high }: TaskRegion): Vec3 => [
  (low[0] + high[0]) / 2,
  (low[1] + high[1]) / 2,
  (low[2] + high[2]) / 2,
];

/** The longer side of the region, seen from above, metres. */
export const regionWidth = ({ low, high }: TaskRegion): number =>
  Math.max(high[0] - low[0], high[1] - low[1]);
