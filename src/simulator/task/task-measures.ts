import { bodyIndex, type Episode, type WorldState } from '../../core/episode.ts';
import { atan2 } from '../../core/exact-math.ts';
import { add, conjugate, length, type Quaternion, rotate, subtract, type Vec3 } from '../../core/pose.ts';
import type { Gap, Region, TaskPoint } from '../../core/task.ts';

const row3 = (values: Float64Array, i: number): Vec3 => [
  values[3 * i] as number,
  values[3 * i + 1] as number,
  values[3 * i + 2] as number,
];

/** World frame, m/s. */
export const velocityOf = (episode: Episode, state: WorldState, body: string): Vec3 =>
  row3(state.linearVelocities, bodyIndex(episode, body));

function poseOf(episode: Episode, state: WorldState, body: string): readonly [Vec3, Quaternion] {
  const i = bodyIndex(episode, body);
  const q = state.orientations;
  return [
    row3(state.positions, i),
    [q[4 * i] as number, q[4 * i + 1] as number, q[4 * i + 2] as number, q[4 * i + 3] as number],
  ];
}

/** Where a point is, world frame, metres. */
export function placeOf(episode: Episode, state: WorldState, { body, position }: TaskPoint): Vec3 {
  if (body === null) return position;
  const [origin, orientation] = poseOf(episode, state, body);
  return add(origin, rotate(orientation, position));
}

/** How wide a gap is, ≥ 0: metres, or a joint's rad. */
export function gapWidth(episode: Episode, state: WorldState, gap: Gap): number {
  if (gap.kind === 'joint') return Math.abs(gap.target - jointPosition(episode, state, gap.joint));
  const [x, y, z] = subtract(placeOf(episode, state, gap.to), placeOf(episode, state, gap.of));
  return length([x, y, gap.horizontal ? 0 : z]);
}

/** rad or m; NaN in a state without joints. */
export function jointPosition({ joints }: Episode, state: WorldState, name: string): number {
  return state.joints?.positions[joints.findIndex((joint) => joint.name === name)] ?? Number.NaN;
}

/** Whether a point of the world lies in a region, its faces included. */
export function isInside(episode: Episode, state: WorldState, point: Vec3, region: Region): boolean {
  let local = point;
  if (region.body !== null) {
    const [origin, orientation] = poseOf(episode, state, region.body);
    local = rotate(conjugate(orientation), subtract(point, origin));
  }
  const { center, size } = region;
  return subtract(local, center).every((x, axis) => Math.abs(x) <= (size[axis] as number) / 2);
}

/** The angle between a body's z axis and the world's, 0…π. */
export function tiltOf(episode: Episode, state: WorldState, body: string): number {
  const [, orientation] = poseOf(episode, state, body);
  const [x, y, z] = rotate(orientation, [0, 0, 1]);
  return atan2(length([x, y, 0]), z);
}
