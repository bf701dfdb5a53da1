import { nearest } from '../nearest.ts';
import { robotError } from './robot-error.ts';
import type { UrdfJoint } from './urdf-robot.ts';

/**
 * The joints, each mimic of which follows a joint that follows none.
 *
 * @throws {@link ToolkitError} `robot/invalid` for a mimic of what does not move, or that follows itself.
 */
export function flattenMimics(joints: readonly UrdfJoint[], source: string): readonly UrdfJoint[] {
  const movable = joints.filter(({ kind }) => kind !== 'fixed' && kind !== 'floating');
  const byName = new Map(movable.map((joint) => [joint.name, joint]));
  return joints.map((joint) => {
    let { mimic } = joint;
    for (let i = 0; mimic !== null; i++) {
      const leader = byName.get(mimic.joint);
      if (leader === undefined) {
        const near = nearest(mimic.joint, [...byName.keys()]);
        const rule = `joint "${joint.name}" must mimic a joint that moves, got "${mimic.joint}".`;
        throw robotError(source, rule, near === '' ? 'Remove mimic.' : `Did you mean "${near}"?`);
      }
      if (leader === joint || i > movable.length) {
        const rule = `joint "${joint.name}" must not mimic itself, got a circle over "${leader.name}".`;
        throw robotError(source, rule, 'Remove a mimic of the circle.');
      }
      if (leader.mimic === null) break;
      const { multiplier, offset } = leader.mimic;
      mimic = {
        joint: leader.mimic.joint,
        multiplier: mimic.multiplier * multiplier,
        offset: mimic.multiplier * offset + mimic.offset,
      };
    }
    return mimic === joint.mimic ? joint : { ...joint, mimic };
  });
}
