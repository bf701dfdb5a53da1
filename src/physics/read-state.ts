import type { Episode, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { BuiltWorld } from './build-world.ts';
import { readJoints } from './joints/build-joints.ts';

/** Copies the state of every body and joint out of the engine, `step` physics steps after the start. */
export type StateReader = (step: number) => WorldState;

/**
 * A reader of an episode's states; rows in the episode's order. Bodies that are fixed are read once, here.
 *
 * It throws {@link ToolkitError} `physics/non-finite` naming the first body that is nowhere.
 */
export function createStateReader(
  episode: Episode,
  { bodies, joints }: Pick<BuiltWorld, 'bodies' | 'joints'>,
): StateReader {
  const n = bodies.length;
  const positions = new Float64Array(3 * n);
  const orientations = new Float64Array(4 * n);
  const linearVelocities = new Float64Array(3 * n);
  const angularVelocities = new Float64Array(3 * n);
  const vector = { x: 0, y: 0, z: 0 };
  const quaternion = { x: 0, y: 0, z: 0, w: 0 };
  let sum = 0;
  const copy = (into: Float64Array, row: number): void => {
    into[3 * row] = vector.x;
    into[3 * row + 1] = vector.y;
    into[3 * row + 2] = vector.z;
    sum += vector.x + vector.y + vector.z;
  };
  const read = (i: number, step: number): void => {
    const body = bodies[i]!;
    sum = 0;
    body.translation(vector);
    copy(positions, i);
    body.linvel(vector);
    copy(linearVelocities, i);
    body.angvel(vector);
    copy(angularVelocities, i);
    body.rotation(quaternion);
    orientations[4 * i] = quaternion.x;
    orientations[4 * i + 1] = quaternion.y;
    orientations[4 * i + 2] = quaternion.z;
    orientations[4 * i + 3] = quaternion.w;
    sum += quaternion.x + quaternion.y + quaternion.z + quaternion.w;
    if (!Number.isFinite(sum)) throw nonFinite(episode, i, step);
  };
  const movable = bodies.map((_, i) => i).filter((i) => canMove(episode, i));
  for (let i = 0; i < n; i++) read(i, 0);
  return (step) => {
    for (const i of movable) read(i, step);
    const state = {
      step,
      positions: positions.slice(),
      orientations: orientations.slice(),
      linearVelocities: linearVelocities.slice(),
      angularVelocities: angularVelocities.slice(),
    };
    return joints.length === 0 ? state : { ...state, joints: readJoints(joints) };
  };
}

/** A body that is fixed moves all the same where a law is broken by it. */
const canMove = ({ bodies, violation }: Episode, i: number): boolean => {
  const { name, motion } = bodies[i]!;
  return motion !== 'fixed' || name === violation?.body || name === violation?.into;
};

function nonFinite(episode: Episode, index: number, step: number): ToolkitError {
  return new ToolkitError(
    'physics/non-finite',
    `The state of body "${episode.bodies[index]?.name}" of ${episode.scene} (seed ${episode.seed}) must be ` +
      `finite, got NaN or infinity at physics step ${step}.`,
    'Look for extreme masses, sizes or speeds in the scene.',
  );
}
