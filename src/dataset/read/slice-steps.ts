import type { EpisodeSteps } from '../../core/recorded-episode.ts';

/** Rows `from` … `from + frames` (excluded) of an episode's steps. */
export function sliceSteps(steps: EpisodeSteps, from: number, frames: number): EpisodeSteps {
  const rows = <A extends Float64Array | Float32Array>(values: A, width: number): A =>
    values.slice(from * width, (from + frames) * width) as A;
  const [bodies, joints] = [steps.bodies.length, steps.joints.length];
  return {
    frames,
    time: rows(steps.time, 1),
    bodies: steps.bodies,
    positions: rows(steps.positions, 3 * bodies),
    orientations: rows(steps.orientations, 4 * bodies),
    linearVelocities: rows(steps.linearVelocities, 3 * bodies),
    angularVelocities: rows(steps.angularVelocities, 3 * bodies),
    joints: steps.joints,
    jointPositions: rows(steps.jointPositions, joints),
    jointVelocities: rows(steps.jointVelocities, joints),
    jointEfforts: rows(steps.jointEfforts, joints),
    reward: rows(steps.reward, 1),
    action: steps.action === null ? null : rows(steps.action, steps.actionDim),
    actionDim: steps.actionDim,
  };
}
