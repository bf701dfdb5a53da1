import { rootOf } from './check-tree.ts';
import { flattenMimics } from './flatten-mimics.ts';
import { ignoredParts } from './ignored-parts.ts';
import { readJoint } from './read-joint.ts';
import { notNegative, readLink } from './read-link.ts';
import { readMaterials } from './read-shape.ts';
import { robotError } from './robot-error.ts';
import type { UrdfRobot } from './urdf-robot.ts';
import { valuesOf } from './urdf-values.ts';
import { child, childrenOf, readXml, type XmlElement } from './xml-element.ts';

/** Most links that a robot may have. */
const MAX_LINKS = 1000;

/**
 * Reads a URDF's text; `source` is what errors call it (its path, say).
 *
 * @throws {@link ToolkitError} `robot/invalid` naming the link or joint and what is wrong with it.
 */
export function readUrdf(text: string, source: string): UrdfRobot {
  const robot = readXml(text, source);
  checkKind(robot, text, source);
  const elements = { links: named(robot, 'link', source), joints: named(robot, 'joint', source) };
  if (elements.links.length === 0 || elements.links.length > MAX_LINKS) {
    const rule = `must have 1 to ${MAX_LINKS} links, got ${elements.links.length}.`;
    throw robotError(source, rule, 'Check that this is the whole robot.');
  }
  const warnings: string[] = [];
  const materials = readMaterials(robot, (what) => valuesOf(source, what));
  const frictions = gazeboFrictions(robot, source);
  const links = elements.links.map((element) =>
    readLink(element, source, materials, frictions.get(element.attributes['name'] as string) ?? null),
  );
  const joints = elements.joints.map((element) => readJoint(element, source, (text) => warnings.push(text)));
  const root = rootOf(links, joints, source);
  return {
    name: robot.attributes['name'] ?? 'robot',
    links,
    joints: flattenMimics(joints, source),
    root,
    warnings: [...warnings, ...ignoredParts(robot)],
  };
}

function checkKind(robot: XmlElement, text: string, source: string): void {
  const xacro = /<xacro:|\$\{|\$\((find|arg)\b/.exec(text.replace(/<!--[\s\S]*?-->/g, ''))?.[0];
  if (xacro !== undefined) {
    const rule = `must be a plain URDF, got xacro ("${xacro}").`;
    throw robotError(source, rule, 'Expand it first: xacro FILE.xacro > FILE.urdf.');
  }
  if (robot.tag === 'robot') return;
  const rule = `must have <robot> as its top element, got <${robot.tag}>.`;
  throw robotError(source, rule, 'Convert the file to URDF.');
}

/** The elements of that tag, whose names are there and differ. */
function named(robot: XmlElement, tag: 'link' | 'joint', source: string): readonly XmlElement[] {
  const elements = childrenOf(robot, tag);
  const seen = new Set<string>();
  for (const element of elements) {
    const name = element.attributes['name']?.trim() ?? '';
    if (name === '') throw robotError(source, `every ${tag} must have a name, got one without.`, 'Name it.');
    if (seen.has(name)) {
      throw robotError(source, `${tag} "${name}" must have a name of its own, got it twice.`, 'Rename one.');
    }
    seen.add(name);
  }
  return elements;
}

/** What `<gazebo reference="link"><mu1>…</mu1></gazebo>` says of links. */
function gazeboFrictions(robot: XmlElement, source: string): ReadonlyMap<string, number> {
  const frictions = new Map<string, number>();
  for (const gazebo of childrenOf(robot, 'gazebo')) {
    const link = gazebo.attributes['reference'];
    const mu = child(gazebo, 'mu1');
    if (link === undefined || mu === undefined) continue;
    const values = valuesOf(source, `gazebo "${link}"`);
    const value = values.number({ ...mu, attributes: { value: mu.text } }, 'value');
    frictions.set(link, notNegative(value, values));
  }
  return frictions;
}
