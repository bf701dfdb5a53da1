import type { Body } from '../core/episode.ts';
import type { Bounds, Condition, Gap, RewardTerm, Task, TaskPoint } from '../core/task.ts';
import type { DrawnScene } from './draw-scene.ts';

type DrawnTask = NonNullable<DrawnScene['task']>;
type DrawnCondition = DrawnTask['success'][number];
type DrawnTerm = NonNullable<DrawnTask['reward']>[number];
type DrawnPoint = Extract<DrawnCondition, { kind: 'height' }>['of'];

/**
 * The task of a scene as the episode has it.
 *
 * @param bodies - All of the episode: a class stands for those that are of it.
 */
export function sampleTask(task: DrawnScene['task'], bodies: readonly Body[]): Task | null {
  if (task === null) return null;
  const { name, success, failure = [], hold_s: hold = 0, reward, ends } = task;
  return {
    ...{ name, hold, ends: ends ?? ['success', 'failure'] },
    success: success.map((condition) => sampledCondition(condition, bodies)),
    failure: failure.map((condition) => sampledCondition(condition, bodies)),
    reward: reward?.map(sampledTerm) ?? [{ kind: 'success', value: 1 }],
  };
}

function sampledCondition(condition: DrawnCondition, bodies: readonly Body[]): Condition {
  const { not = false } = condition;
  switch (condition.kind) {
    case 'distance':
      return { not, kind: 'distance', gap: pointsGap(condition), ...bounds(condition) };
    case 'height':
      return { not, kind: 'height', of: pointOf(condition.of), ...bounds(condition) };
    case 'inside': {
      const { on, center, size } = condition.region;
      return { not, kind: 'inside', of: pointOf(condition.of), region: { body: on ?? null, center, size } };
    }
    case 'tilt': {
      const { body, above_deg: above, below_deg: below } = condition;
      return { not, kind: 'tilt', body, above: radians(above), below: radians(below) };
    }
    case 'speed':
      return { not, kind: 'speed', body: condition.body, ...bounds(condition) };
    case 'time':
      return { not, kind: 'time', ...bounds(condition) };
    case 'joint':
      return { not, kind: 'joint', joint: condition.joint, ...bounds(condition) };
    case 'contact': {
      const { body, with: groups } = condition;
      const named = [groups].flat();
      const others = bodies.filter((other) => named.includes(other.name) || named.includes(other.class));
      return { not, kind: 'contact', body, with: others.map((other) => other.name) };
    }
    case 'resting-on':
      return { not, kind: 'resting-on', body: condition.body, on: condition.on };
  }
}

function sampledTerm(term: DrawnTerm): RewardTerm {
  if (!('gap' in term)) return term;
  const { kind, gap, weight } = term;
  const sampled: Gap =
    'joint' in gap ? { kind: 'joint', joint: gap.joint, target: gap.target } : pointsGap(gap);
  return { kind, gap: sampled, weight };
}

type DrawnPoints = { of: DrawnPoint; to: DrawnPoint; horizontal?: boolean | undefined };

const pointsGap = ({ of, to, horizontal = false }: DrawnPoints): Gap => ({
  ...{ kind: 'points', of: pointOf(of), to: pointOf(to), horizontal },
});

function pointOf(point: DrawnPoint): TaskPoint {
  if (typeof point === 'string') return { body: point, position: [0, 0, 0] };
  if ('body' in point) return { body: point.body, position: point.offset };
  return { body: null, position: point };
}

const bounds = (said: { above?: number | undefined; below?: number | undefined }): Bounds => ({
  ...{ above: said.above ?? null, below: said.below ?? null },
});

const radians = (degrees: number | undefined): number | null =>
  degrees === undefined ? null : (degrees * Math.PI) / 180;
