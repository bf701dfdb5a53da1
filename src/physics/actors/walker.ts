import type { Pedestrian } from '../../core/actor.ts';
import type { Episode } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import { timeToCollision } from '../../core/footprint.ts';
import { gaitAt, type LimbPose, limbPoses } from '../../scene/actors/gait.ts';
import type { GroundHeight } from '../../scene/ground-height.ts';
import type { BuiltWorld } from '../build-world.ts';
import { rapier } from '../rapier.ts';
import { builtBody } from '../vehicle/built-body.ts';
import { extrapolate, readMotion, restingMotion, writeAxes } from '../vehicle/rigid-motion.ts';
import { createPath } from './path.ts';
import type { RoadUser } from './road-users.ts';

/** What a pedestrian knows beside the engine: how far it had come when it was knocked down, m, or `null`. */
export type WalkerState = { readonly fallenAt: number | null };

/** Somebody who walks. */
export type Walker = {
  /**
   * Called before each physics step.
   *
   * @param time - After the step, s.
   */
  advance(time: number, users: readonly RoadUser[], self: RoadUser): void;
  state(): WalkerState;
};

/** Names of the bodies of a pedestrian's limbs, in the order of `limbPoses`. */
export const limbNames = ({ thighs, shins, upperArms, forearms }: Pedestrian): readonly string[] => [
  ...thighs,
  ...shins,
  ...upperArms,
  ...forearms,
];

/** How far somebody has walked along their path at a time, s. */
export const walkedBy = ({ speed, start }: Pedestrian, length: number, time: number): number =>
  Math.min(Math.max(time - start, 0) * speed, length);

/**
 * Walks a pedestrian along its path with a gait, whatever comes. Who is about to be run into becomes a dynamic body,
 * 75 kg that a car throws about, with limbs as they were.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createWalker(
  pedestrian: Pedestrian,
  episode: Episode,
  built: BuiltWorld,
  ground: GroundHeight,
  from: WalkerState | null,
): Walker {
  const dt = 1 / episode.physicsRate;
  const path = createPath(pedestrian.path);
  const trunk = builtBody(episode, built, pedestrian.trunk);
  const limbs = limbNames(pedestrian).map((name) => builtBody(episode, built, name));
  const next = restingMotion();
  const axes = new Float64Array(9);
  const place = { x: 0, y: 0, z: 0 };
  const turn = { x: 0, y: 0, z: 0, w: 1 };
  let fallenAt = from?.fallenAt ?? null;

  const placeLimbs = (poses: readonly LimbPose[]): void => {
    writeAxes(next, axes);
    const { x: px, y: py, z: pz } = next.position;
    const q = next.rotation;
    poses.forEach(({ x, y, z, angle }, i) => {
      place.x = px + axes[0]! * x + axes[1]! * y + axes[2]! * z;
      place.y = py + axes[3]! * x + axes[4]! * y + axes[5]! * z;
      place.z = pz + axes[6]! * x + axes[7]! * y + axes[8]! * z;
      // A limb that hangs down swings ahead by turning about −y.
      const [s, c] = [-sin(angle / 2), cos(angle / 2)];
      turn.x = q.x * c - q.z * s;
      turn.y = q.y * c + q.w * s;
      turn.z = q.z * c + q.x * s;
      turn.w = q.w * c - q.y * s;
      limbs[i]!.setNextKinematicTranslation(place);
      limbs[i]!.setNextKinematicRotation(turn);
    });
  };

  const walk = (time: number): void => {
    const distance = walkedBy(pedestrian, path.length, time);
    const gait = gaitAt(pedestrian, distance, path.length - distance);
    const [x, y] = path.point(distance, 0);
    const [wayX, wayY] = path.way(distance);
    next.position.x = x;
    next.position.y = y;
    next.position.z = ground(x, y) + gait.hipHeight;
    // Half of the angle from +x: cos = √((1 + wayX) / 2), sin of the sign of wayY.
    next.rotation.w = Math.sqrt((1 + wayX) / 2);
    next.rotation.z = (wayY < 0 ? -1 : 1) * Math.sqrt((1 - wayX) / 2);
    trunk.setNextKinematicTranslation(next.position);
    trunk.setNextKinematicRotation(next.rotation);
    placeLimbs(limbPoses(pedestrian, gait));
  };

  return {
    advance(time, users, self) {
      if (fallenAt === null && users.some((user) => user !== self && isUpon(user, self, 2 * dt))) {
        fallenAt = walkedBy(pedestrian, path.length, time - dt);
        trunk.setBodyType(rapier().RigidBodyType.Dynamic, true);
      }
      if (fallenAt === null) {
        walk(time);
        return;
      }
      readMotion(trunk, next);
      extrapolate(next, dt);
      placeLimbs(limbPoses(pedestrian, gaitAt(pedestrian, fallenAt, path.length - fallenAt)));
    },
    state: () => ({ fallenAt }),
  };
}

/** Whether somebody will be there within `time`, s. */
function isUpon(user: RoadUser, self: RoadUser, time: number): boolean {
  const near = 2 * user.halfLength + 1;
  if (Math.abs(user.x - self.x) > near || Math.abs(user.y - self.y) > near) return false;
  return timeToCollision(user, self) <= time;
}
