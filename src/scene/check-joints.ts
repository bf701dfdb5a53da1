import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import { formatValue, type Refuse, type ScenePath } from './scene-error.ts';

const norm = (v: readonly number[]): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/** Least length of a direction. */
const MIN_LENGTH = 1e-6;

/**
 * Checks that joints hold bodies that are there, a body each, without loops, within their limits.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkJoints({ bodies, joints }: DrawnScene, refuse: Refuse): void {
  const names = bodies.map(({ name }) => name);
  const groups = bodies.map(({ body }) => body.name);
  const parentOf = new Map<string, string>();
  joints.forEach((joint, i) => {
    const path: ScenePath = ['joints', i];
    const named = (field: 'parent' | 'child', among: readonly string[]): void => {
      const name = joint[field];
      if (among.includes(name)) return;
      throw refuse(
        [...path, field],
        `must name a body, got "${name}".`,
        `Did you mean "${nearest(name, among)}"?`,
      );
    };
    named('parent', names);
    named('child', groups);
    if (parentOf.has(joint.child)) {
      const rule = `must be held by one joint, got "${joint.child}" held by two.`;
      throw refuse([...path, 'child'], rule, 'Remove one of the joints, or swap its parent and child.');
    }
    parentOf.set(joint.child, joint.parent);
    for (let up: string | undefined = joint.parent; up !== undefined; up = parentOf.get(up)) {
      if (up !== joint.child) continue;
      throw refuse(
        [...path, 'parent'],
        `must not hang on its own child, got "${joint.parent}".`,
        'Break the loop.',
      );
    }
    const held = bodies.find(({ body }) => body.name === joint.child)?.body.motion ?? 'dynamic';
    if (held !== 'dynamic') {
      const rule = `must name a dynamic body, got a ${held} one.`;
      throw refuse([...path, 'child'], rule, 'Make it dynamic, or swap parent and child.');
    }
    if ('axis' in joint && joint.axis !== undefined && !(norm(joint.axis) >= MIN_LENGTH)) {
      throw refuse(
        [...path, 'axis'],
        `must not be zero, got ${formatValue(joint.axis)}.`,
        'Use [0, 0, 1], say.',
      );
    }
    if (joint.kind === 'revolute') checkLimits(path, 'limits_deg', joint.limits_deg, joint.start_deg, refuse);
    if (joint.kind === 'prismatic') checkLimits(path, 'limits', joint.limits, joint.start, refuse);
    if (joint.kind === 'ball' && joint.start_deg !== undefined && joint.axis === undefined) {
      throw refuse(
        [...path, 'axis'],
        'must be given with start_deg, got nothing.',
        'Say about which axis it is turned.',
      );
    }
    if ('mimic' in joint && joint.mimic !== undefined) {
      const { joint: other } = joint.mimic;
      const others = joints.map(({ name }) => name).filter((name) => name !== joint.name);
      if (!others.includes(other)) {
        const rule = `must name another joint, got "${other}".`;
        throw refuse([...path, 'mimic', 'joint'], rule, `Did you mean "${nearest(other, others)}"?`);
      }
    }
  });
}

function checkLimits(
  path: ScenePath,
  field: 'limits' | 'limits_deg',
  [low, high]: readonly [number, number],
  start = 0,
  refuse: Refuse,
): void {
  const unit = field === 'limits' ? 'm' : '°';
  if (!(low < high)) {
    throw refuse([...path, field], `must be [low, high], got [${low}, ${high}] ${unit}.`, 'Swap its ends.');
  }
  if (field === 'limits_deg' && !(high - low < 360)) {
    const rule = `must span less than a full turn, got [${low}, ${high}] °.`;
    throw refuse([...path, field], rule, 'Narrow them, or make the joint continuous.');
  }
  if (!(start >= low && start <= high)) {
    const rule = `must lie within ${field} [${low}, ${high}] ${unit}, got ${start} ${unit}.`;
    throw refuse(
      [...path, field === 'limits' ? 'start' : 'start_deg'],
      rule,
      'Move it, or widen the limits.',
    );
  }
}
