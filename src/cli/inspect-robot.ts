import { existsSync } from 'node:fs';
import type { Joint } from '../core/joint.ts';
import { findRobot, packageFolder, readRobotFiles } from '../dataset/read-robot-files.ts';
import { drawRobotSheet } from '../dataset/sheet/draw-robot-sheet.ts';
import { type AssembledBody, assembleRobot } from '../scene/urdf/assemble-robot.ts';
import { readUrdf } from '../scene/urdf/read-urdf.ts';
import { fileBytes, meshKey } from '../scene/urdf/scene-files.ts';

/** What a robot's URDF holds, as data and as words. */
type RobotFindings = { readonly kind: 'robot'; readonly facts: object; readonly words: readonly string[] };

/** What to make and refuse besides. */
type Options = { readonly sheet?: string; readonly strict?: true };

/** Whether a path or name means a robot. */
export const namesRobot = (path: string): boolean =>
  path.endsWith('.urdf') || (/^robots\/\w+$/.test(path) && !existsSync(path) && isShipped(path));

function isShipped(name: string): boolean {
  try {
    findRobot(name, '.');
    return true;
  } catch {
    return false;
  }
}

/**
 * Says what a URDF describes, and what of it was replaced or ignored; draws it if asked.
 *
 * @throws {@link ToolkitError} for whatever the URDF is refused for; with `strict` for an impossible inertia too.
 */
export async function inspectRobot(path: string, { sheet, strict }: Options): Promise<RobotFindings> {
  const place = existsSync(path) ? { path, folder: packageFolder(path) } : findRobot(path, '.');
  const files = readRobotFiles(path, place);
  const robot = readUrdf(files[path] as string, path);
  const assembly = assembleRobot(robot, {
    ...{ source: path, prefix: '', meshSolid: 'hull', friction: 0.8, strict: strict === true },
    meshBytes: (file) => fileBytes(files[meshKey(path, file)]),
  });
  if (sheet !== undefined) await drawRobotSheet(path, files, sheet);
  const { bodies, joints, warnings } = assembly;
  const mass = bodies.reduce((sum, body) => sum + (body.mass?.mass ?? 0), 0);
  return {
    kind: 'robot',
    facts: {
      name: robot.name,
      mass,
      bodies: bodies.map(bodyFacts),
      joints: joints.map(jointFacts),
      warnings,
    },
    words: [
      `${robot.name}: ${robot.links.length} links, ${bodies.length} bodies, ${joints.length} joints, ${short(mass)} kg`,
      'bodies:',
      ...bodies.map((body) => `  ${bodyWords(body)}`),
      'joints:',
      ...joints.map((joint) => `  ${jointWords(joint)}`),
      ...(warnings.length === 0 ? [] : ['to know:', ...warnings.map((warning) => `  ${warning}`)]),
    ],
  };
}

const short = (x: number): number => Number(x.toPrecision(4));

const bodyFacts = ({ name, links, mass, shape }: AssembledBody) => ({
  ...{ name, links, mass: mass?.mass ?? 0, center_of_mass: mass?.centerOfMass ?? null },
  principal_inertia: mass?.principalInertia ?? null,
  seen: shape.parts.filter(({ role }) => role !== 'solid').length,
  solid: shape.parts.filter(({ role }) => role !== 'seen').length,
});

function bodyWords(body: AssembledBody): string {
  const { name, links, mass, seen, solid } = bodyFacts(body);
  const merged = links.length > 1 ? ` (with ${links.slice(1).join(', ')})` : '';
  return `${name}${merged}: ${short(mass)} kg, ${seen} shapes seen, ${solid} solid`;
}

/** JSON has no infinity: what is unlimited is null. */
const finite = (most: number): number | null => (Number.isFinite(most) ? most : null);

const jointFacts = ({
  name,
  kind,
  parent,
  child,
  limits,
  maxEffort,
  maxVelocity,
  mimic,
  ...rest
}: Joint) => ({
  ...{ name, kind, parent, child, limits, mimic, damping: rest.damping, friction: rest.friction },
  ...{ max_effort: finite(maxEffort), max_velocity: finite(maxVelocity) },
});

function jointWords({ name, kind, parent, child, limits, maxEffort, maxVelocity, mimic }: Joint): string {
  const [way, effort] = kind === 'prismatic' ? ['m', 'N'] : ['rad', 'N·m'];
  const said = [
    ...(limits === null ? [] : [`${short(limits[0])} to ${short(limits[1])} ${way}`]),
    ...(Number.isFinite(maxEffort) ? [`${short(maxEffort)} ${effort}`] : []),
    ...(Number.isFinite(maxVelocity) ? [`${short(maxVelocity)} ${way}/s`] : []),
    ...(mimic === null
      ? []
      : [`mimics ${mimic.joint} × ${short(mimic.multiplier)} + ${short(mimic.offset)}`]),
  ];
  return `${name}: ${kind}, ${parent} → ${child}${said.length === 0 ? '' : `; ${said.join(', ')}`}`;
}
