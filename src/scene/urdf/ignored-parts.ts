import type { XmlElement } from './xml-element.ts';

const LINK_PARTS = ['inertial', 'visual', 'collision', 'contact'];
const JOINT_PARTS = ['parent', 'child', 'origin', 'axis', 'limit', 'dynamics', 'mimic'];

/** What of a URDF means nothing here: one sentence a kind of element, with how many there are. */
export function ignoredParts(robot: XmlElement): readonly string[] {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const element of robot.children) {
    if (element.tag === 'link') countUnknown(element, LINK_PARTS, count);
    else if (element.tag === 'joint') countUnknown(element, JOINT_PARTS, count);
    else if (element.tag === 'gazebo') {
      if (element.children.some(({ tag }) => tag !== 'mu1' && tag !== 'mu2')) count('<gazebo>');
    } else if (element.tag !== 'material') count(`<${element.tag}>`);
    for (const visual of element.children) {
      const material = visual.children.find(({ tag }) => tag === 'material');
      if (material?.children.some(({ tag }) => tag === 'texture')) count('<texture> in a material');
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} is ignored${times === 1 ? '' : ` (${times} times)`}.`);
}

function countUnknown(element: XmlElement, known: readonly string[], count: (what: string) => void): void {
  for (const { tag } of element.children) {
    if (!known.includes(tag)) count(`<${tag}> in a ${element.tag}`);
  }
}
