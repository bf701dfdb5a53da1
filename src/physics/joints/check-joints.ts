import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';

const norm = (v: readonly number[]): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/**
 * Checks the joints of an episode that no scene vouches for.
 *
 * @throws {@link ToolkitError} `argument/invalid` naming the joint and the value.
 */
export function checkJoints({ bodies, joints }: Episode): void {
  const names = new Set(joints.map(({ name }) => name));
  if (names.size !== joints.length) throw refusal('joints must have different names', 'a name twice');
  const bodyNames = new Set(bodies.map(({ name }) => name));
  for (const joint of joints) {
    const of = (field: string): string => `joint "${joint.name}" ${field}`;
    for (const end of ['parent', 'child'] as const) {
      if (!bodyNames.has(joint[end])) throw refusal(`${of(end)} must name a body`, `"${joint[end]}"`);
    }
    if (joint.parent === joint.child)
      throw refusal(`${of('child')} must not be its parent`, `"${joint.child}"`);
    for (const frame of ['parentFromJoint', 'childFromJoint'] as const) {
      const { position, orientation } = joint[frame];
      if (!position.every(Number.isFinite)) throw refusal(`${of(frame)} must be finite`, `[${position}] m`);
      if (!isUnit(orientation)) throw refusal(`${of(frame)} must have a unit quaternion`, `[${orientation}]`);
    }
    if (!isUnit(joint.axis)) throw refusal(`${of('axis')} must be of unit length`, `[${joint.axis}]`);
    for (const field of ['damping', 'friction', 'maxEffort', 'maxVelocity'] as const) {
      if (!(joint[field] >= 0)) throw refusal(`${of(field)} must be ≥ 0`, `${joint[field]}`);
    }
    const { limits, mimic } = joint;
    if (limits !== null && !(limits[0] <= limits[1])) {
      throw refusal(`${of('limits')} must be [low, high]`, `[${limits}]`);
    }
    if (mimic !== null && (!names.has(mimic.joint) || mimic.joint === joint.name)) {
      throw refusal(`${of('mimic')} must name another joint`, `"${mimic.joint}"`);
    }
  }
}

const isUnit = (v: readonly number[]): boolean => Math.abs(norm(v) - 1) <= 1e-3;

function refusal(rule: string, got: string): ToolkitError {
  return new ToolkitError('argument/invalid', `${rule}, got ${got}.`, 'Correct the episode or its scene.');
}
