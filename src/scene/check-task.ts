import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import type { Refuse, ScenePath } from './scene-error.ts';

type DrawnTask = NonNullable<DrawnScene['task']>;

/** What a task may name. */
export type TaskNames = {
  readonly bodies: readonly string[];
  readonly classes: readonly string[];
  readonly joints: readonly string[];
};

/**
 * Checks that a task names what is there, and that its bounds leave something.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkTask(task: DrawnTask | null, names: TaskNames, refuse: Refuse): void {
  if (task === null) return;
  const known = (kinds: string, among: readonly string[]) => (name: string, path: ScenePath) => {
    if (among.includes(name)) return;
    const near = nearest(name, among);
    const hint = near === '' ? 'Leave it out.' : `Did you mean "${near}"?`;
    throw refuse(path, `must name ${kinds}, got "${name}".`, hint);
  };
  const check: Check = {
    ...{ body: known('a body', names.bodies), joint: known('a joint', names.joints), refuse },
    group: known('a body or a class', [...names.bodies, ...names.classes]),
  };
  for (const when of ['success', 'failure'] as const) {
    task[when]?.forEach((condition, i) => {
      checkCondition(condition, ['task', when, i], check);
    });
  }
  task.reward?.forEach((term, i) => {
    if ('gap' in term) checkGap(term.gap, ['task', 'reward', i, 'gap'], check);
  });
}

type Check = {
  readonly body: (name: string, path: ScenePath) => void;
  readonly joint: (name: string, path: ScenePath) => void;
  readonly group: (name: string, path: ScenePath) => void;
  readonly refuse: Refuse;
};
type DrawnCondition = DrawnTask['success'][number];
type DrawnTerm = NonNullable<DrawnTask['reward']>[number];
type DrawnPoint = Extract<DrawnCondition, { kind: 'height' }>['of'];

function checkCondition(condition: DrawnCondition, path: ScenePath, check: Check): void {
  switch (condition.kind) {
    case 'distance':
      checkPoint(condition.of, [...path, 'of'], check);
      checkPoint(condition.to, [...path, 'to'], check);
      break;
    case 'height':
      checkPoint(condition.of, [...path, 'of'], check);
      break;
    case 'inside':
      checkPoint(condition.of, [...path, 'of'], check);
      if (condition.region.on !== undefined) check.body(condition.region.on, [...path, 'region', 'on']);
      return;
    case 'joint':
      check.joint(condition.joint, [...path, 'joint']);
      break;
    case 'contact':
      check.body(condition.body, [...path, 'body']);
      for (const name of [condition.with].flat()) check.group(name, [...path, 'with']);
      return;
    case 'resting-on':
      check.body(condition.body, [...path, 'body']);
      check.body(condition.on, [...path, 'on']);
      return;
    case 'time':
      break;
    default:
      check.body(condition.body, [...path, 'body']);
  }
  if (condition.kind === 'tilt') checkBounds(condition, ['above_deg', 'below_deg'], path, check);
  else checkBounds(condition, ['above', 'below'], path, check);
}

function checkBounds<K extends string>(
  condition: { readonly [key in K]?: number | undefined },
  [above, below]: readonly [K, K],
  path: ScenePath,
  { refuse }: Check,
): void {
  const [low, high] = [condition[above], condition[below]];
  if (low === undefined && high === undefined) {
    throw refuse(path, `must have ${above} or ${below}, got neither.`, 'Say what it must be.');
  }
  if (low !== undefined && high !== undefined && low > high) {
    const rule = `must be ≥ ${above} (${low}), got ${high}.`;
    throw refuse([...path, below], rule, 'Swap the two: both must hold.');
  }
}

function checkGap(gap: Extract<DrawnTerm, { gap: unknown }>['gap'], path: ScenePath, check: Check): void {
  if ('joint' in gap) {
    check.joint(gap.joint, [...path, 'joint']);
    return;
  }
  checkPoint(gap.of, [...path, 'of'], check);
  checkPoint(gap.to, [...path, 'to'], check);
}

function checkPoint(point: DrawnPoint, path: ScenePath, check: Check): void {
  if (typeof point === 'string') check.body(point, path);
  else if ('body' in point) check.body(point.body, [...path, 'body']);
}
