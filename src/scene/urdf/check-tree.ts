import { nearest } from '../nearest.ts';
import { robotError } from './robot-error.ts';
import type { UrdfJoint, UrdfLink } from './urdf-robot.ts';

/**
 * The name of the one link that has no parent, once it is sure that links and joints make a tree.
 *
 * @throws {@link ToolkitError} `robot/invalid` for a joint without its links, a link of two parents, a loop,
 * or several roots.
 */
export function rootOf(links: readonly UrdfLink[], joints: readonly UrdfJoint[], source: string): string {
  const names = links.map(({ name }) => name);
  const parents = new Map<string, UrdfJoint>();
  for (const joint of joints) {
    for (const end of ['parent', 'child'] as const) {
      if (names.includes(joint[end])) continue;
      const near = nearest(joint[end], names);
      const rule = `joint "${joint.name}" must have a link of the file as ${end}, got "${joint[end]}".`;
      throw robotError(source, rule, near === '' ? 'Add the link.' : `Did you mean "${near}"?`);
    }
    const other = parents.get(joint.child);
    if (other !== undefined) {
      const rule = `link "${joint.child}" must have one parent, got joints "${other.name}" and "${joint.name}".`;
      throw robotError(source, rule, 'Close the loop by no joint, as a URDF is a tree.');
    }
    parents.set(joint.child, joint);
  }
  const roots = names.filter((name) => !parents.has(name));
  const [root, second] = roots;
  if (second !== undefined) {
    const rule = `must have one root link, got ${roots.map((name) => `"${name}"`).join(', ')}.`;
    throw robotError(source, rule, `Join them to "${root}" by joints.`);
  }
  const loop = names.find((name) => !reachesRoot(name, parents, names.length));
  if (root === undefined || loop !== undefined) {
    const around = loopThrough(loop as string, parents);
    throw robotError(source, `must be a tree, got a loop of links ${around}.`, 'Remove a joint of the loop.');
  }
  return root;
}

function reachesRoot(name: string, parents: ReadonlyMap<string, UrdfJoint>, most: number): boolean {
  let at: string | undefined = name;
  for (let i = 0; i <= most && at !== undefined; i++) at = parents.get(at)?.parent;
  return at === undefined;
}

function loopThrough(name: string, parents: ReadonlyMap<string, UrdfJoint>): string {
  const chain: string[] = [];
  let at = name;
  while (!chain.includes(at)) {
    chain.push(at);
    at = parents.get(at)?.parent as string;
  }
  const loop = [...chain.slice(chain.indexOf(at)), at].reverse();
  return loop.map((one) => `"${one}"`).join(' → ');
}
