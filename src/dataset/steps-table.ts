import type { BodyDynamics } from '../core/body-dynamics.ts';
import type { Episode, WorldState } from '../core/episode.ts';
import { type JointState, jointUnits } from '../core/joint.ts';
import type { Column, Table } from '../core/table.ts';

/** What a row of the table is made from. */
export type Step = {
  readonly frame: number;
  readonly state: WorldState;
  readonly action: Float32Array | null;
  readonly reward: number;
  readonly terminated: boolean;
  readonly dynamics: BodyDynamics;
};

/** The state's columns: name on disk, field, values a body and unit. */
export const STATE_COLUMNS = [
  ['body_position', 'positions', 3, 'm'],
  ['body_orientation', 'orientations', 4, ''],
  ['body_linear_velocity', 'linearVelocities', 3, 'm/s'],
  ['body_angular_velocity', 'angularVelocities', 3, 'rad/s'],
] as const;

/** The columns of energies and momenta: as those of the state. */
const DYNAMICS_COLUMNS = [
  ['body_translational_energy', 'translationalEnergies', 1, 'J'],
  ['body_rotational_energy', 'rotationalEnergies', 1, 'J'],
  ['body_potential_energy', 'potentialEnergies', 1, 'J'],
  ['body_linear_momentum', 'linearMomenta', 3, 'kg·m/s'],
  ['body_angular_momentum', 'angularMomenta', 3, 'kg·m²/s'],
] as const;

/** The joints' columns: name on disk and field. */
const JOINT_COLUMNS = [
  ['joint_position', 'positions'],
  ['joint_velocity', 'velocities'],
  ['joint_effort', 'efforts'],
] as const;

/** The unit of a column whose joints may turn (`rad`) or slide (`m`). */
const unitOver = (episode: Episode, field: keyof JointState): string =>
  [...new Set(jointUnits(episode.joints).find(([name]) => name === field)?.[1])].join(' or ');

/**
 * steps.parquet: one row a frame. State columns hold the bodies one after the other, in the order of
 * episode.json, world frame, single precision as physics has them; so do the joints' columns, which are
 * absent where there are none; `action` is held during
 * [k, k + 1) and absent where nothing acts; times are frame ÷ fps.
 */
export function stepsTable(episode: Episode, fps: number, steps: readonly Step[]): Table {
  const bodies = episode.bodies.length;
  const last = steps.length - 1;
  const state = STATE_COLUMNS.map(
    ([name, field, width, unit]): Column => ({
      ...{ name, unit, type: 'float32', width: width * bodies },
      values: Float32Array.from(steps.flatMap((step) => [...step.state[field]])),
    }),
  );
  const dynamics = DYNAMICS_COLUMNS.map(
    ([name, field, width, unit]): Column => ({
      ...{ name, unit, type: 'float32', width: width * bodies },
      values: Float32Array.from(steps.flatMap((step) => [...step.dynamics[field]])),
    }),
  );
  const joints = JOINT_COLUMNS.map(
    ([name, field]): Column => ({
      ...{ name, unit: unitOver(episode, field), type: 'float32', width: episode.joints.length },
      values: Float32Array.from(steps.flatMap((step) => [...(step.state.joints?.[field] ?? [])])),
    }),
  );
  const actionDim = steps[0]?.action?.length ?? 0;
  const action: Column = {
    ...{ name: 'action', type: 'float32', width: actionDim, unit: episode.robot === null ? '' : 'm/s' },
    values: Float32Array.from(steps.flatMap((step) => [...(step.action ?? new Float32Array(actionDim))])),
  };
  const flags = (name: string, value: (k: number) => number): Column => ({
    ...{ name, type: 'boolean', unit: '' },
    values: steps.map((_, k) => value(k)),
  });
  return {
    rows: steps.length,
    columns: [
      { name: 'frame', type: 'int32', unit: '', values: steps.map(({ frame }) => frame) },
      { name: 'time', type: 'float64', unit: 's', values: steps.map(({ frame }) => frame / fps) },
      { name: 'physics_step', type: 'int32', unit: '', values: steps.map((step) => step.state.step) },
      ...state,
      ...dynamics,
      ...(episode.joints.length === 0 ? [] : joints),
      ...(actionDim === 0 ? [] : [action]),
      { name: 'reward', type: 'float32', unit: '', values: steps.map(({ reward }) => reward) },
      flags('terminated', (k) => (steps[k]?.terminated ? 1 : 0)),
      flags('truncated', (k) => (k === last ? 1 : 0)),
    ],
  };
}
