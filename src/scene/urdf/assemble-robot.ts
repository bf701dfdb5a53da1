import type { MassProperties } from '../../core/episode.ts';
import { IDENTITY_FRAME } from '../../core/frame-transform.ts';
import type { Joint, JointFrame } from '../../core/joint.ts';
import type { CompoundShape, MeshShape, Part } from '../../core/shape.ts';
import { groupMass, linkMass } from './group-mass.ts';
import { linkParts, linkSolids, type PartOptions } from './link-parts.ts';
import { possibleInertia } from './possible-inertia.ts';
import { type RigidGroup, rigidGroups } from './rigid-groups.ts';
import { robotError } from './robot-error.ts';
import { type MeshBytes, meshLibrary } from './robot-meshes.ts';
import { sceneNames } from './scene-names.ts';
import type { UrdfJoint, UrdfRobot } from './urdf-robot.ts';

/** A robot as bodies and joints, standing nowhere yet. */
export type RobotAssembly = {
  /** From the root outwards: the first is the root's. */
  readonly bodies: readonly AssembledBody[];
  readonly joints: readonly Joint[];
  /** Where every link is, by the name that the scene has for it. */
  readonly frames: Readonly<Record<string, LinkFrame>>;
  /** The file's names of the joints, by those of the scene. */
  readonly jointNames: ReadonlyMap<string, string>;
  /** What was ignored, replaced or taken differently, one sentence each. */
  readonly warnings: readonly string[];
};

/** A link's frame within the body that its link became part of. */
export type LinkFrame = { readonly body: string; readonly bodyFromLink: JointFrame };

/** A body of a robot. Its frame is that of its first link. */
export type AssembledBody = {
  readonly name: string;
  /** The file's names of its links. */
  readonly links: readonly string[];
  readonly shape: CompoundShape;
  /** `null` where no link of it has a mass. */
  readonly mass: MassProperties | null;
  /** How it hangs on another: by a joint of that name, or freely from there; `null` for the root's. */
  readonly carrier: {
    readonly body: string;
    readonly joint: string | null;
    readonly bodyFromChild: JointFrame;
  } | null;
};

export type AssembleOptions = {
  /** What errors call the robot. */
  readonly source: string;
  readonly meshBytes: MeshBytes;
  /** Goes before every name. */
  readonly prefix: string;
  /** What bodies meet of a collision mesh. */
  readonly meshSolid: MeshShape['solid'];
  /** Coulomb coefficient where the file says none. */
  readonly friction: number;
  /** Refuses an inertia that no body can have, rather than replacing it. */
  readonly strict: boolean;
};

/**
 * Makes a robot's links into bodies: those that fixed joints hold together become one.
 *
 * @throws {@link ToolkitError} `robot/invalid` naming the link, `mesh/invalid` naming the file.
 */
export function assembleRobot(robot: UrdfRobot, options: AssembleOptions): RobotAssembly {
  const warnings = [...robot.warnings];
  const warn = (text: string): void => void warnings.push(text);
  const { source, prefix, meshBytes, meshSolid: solid, friction } = options;
  const parts: PartOptions = { meshes: meshLibrary(meshBytes, source), solid, friction };
  const linkNames = sceneNames(
    robot.links.map(({ name }) => name),
    prefix,
  );
  const moving = robot.joints.filter(({ kind }) => kind !== 'fixed' && kind !== 'floating');
  const jointNames = sceneNames(
    moving.map(({ name }) => name),
    prefix,
  );
  const groups = rigidGroups(robot);
  const nameOf = ({ links: [first] }: RigidGroup): string => linkNames.get(first?.link.name ?? '') as string;
  const bodies = groups.map((group): AssembledBody => {
    const { carrier } = group;
    return {
      name: nameOf(group),
      links: group.links.map(({ link }) => link.name),
      shape: groupShape(group, parts, warn),
      mass: massOf(group, parts, options, warn),
      carrier: carrier && {
        body: nameOf(groups[carrier.group] as RigidGroup),
        joint: jointNames.get(carrier.joint.name) ?? null,
        bodyFromChild: carrier.groupFromJoint,
      },
    };
  });
  sayHowMeshesAreMet(bodies, solid, warn);
  return {
    bodies,
    joints: groups.flatMap((group, i) => jointOf(group, bodies[i] as AssembledBody, jointNames)),
    frames: Object.fromEntries(
      groups.flatMap((group) =>
        group.links.map(({ link, groupFromLink }) => [
          linkNames.get(link.name) as string,
          { body: nameOf(group), bodyFromLink: groupFromLink },
        ]),
      ),
    ),
    jointNames: new Map([...jointNames].map(([file, scene]) => [scene, file])),
    warnings,
  };
}

/** A body without any shape is seen as a small ball; what is only met is seen where there is nothing else. */
function groupShape(
  { links }: RigidGroup,
  options: PartOptions,
  warn: (text: string) => void,
): CompoundShape {
  const parts = links.flatMap(({ link, groupFromLink }) => linkParts(link, groupFromLink, options));
  const name = links[0]?.link.name;
  if (parts.length === 0) {
    warn(`link "${name}" has no shapes; it is drawn as a ball of 1 cm that nothing meets.`);
    const ball = { kind: 'sphere', radius: 0.005 } as const;
    return { kind: 'compound', parts: [{ shape: ball, ...IDENTITY_FRAME, material: null, role: 'seen' }] };
  }
  if (parts.some(({ role }) => role !== 'solid')) return { kind: 'compound', parts };
  warn(`link "${name}" has no visual shapes; its collision shapes are drawn.`);
  return { kind: 'compound', parts: parts.map((part): Part => ({ ...part, role: 'both' })) };
}

function massOf(
  { links, carrier }: RigidGroup,
  parts: PartOptions,
  { source, strict }: AssembleOptions,
  warn: (text: string) => void,
): MassProperties | null {
  const masses = links.flatMap(({ link, groupFromLink }) => {
    if (link.inertial === null) return [];
    const { mass, linkFromInertia } = link.inertial;
    const options = { link: link.name, source, strict, warn };
    const tensor = possibleInertia(link.inertial, linkSolids(link, parts), options);
    return [linkMass(mass, linkFromInertia, tensor, groupFromLink)];
  });
  const mass = groupMass(masses);
  if (mass === null && carrier !== null) {
    const { joint } = carrier;
    const rule = `link "${links[0]?.link.name}" must have a mass > 0 kg, as joint "${joint.name}" moves it, got 0 kg.`;
    throw robotError(source, rule, 'Add an <inertial> with a mass, or make the joint fixed.');
  }
  return mass;
}

function jointOf(
  { carrier }: RigidGroup,
  body: AssembledBody,
  jointNames: ReadonlyMap<string, string>,
): readonly Joint[] {
  if (carrier === null || body.carrier === null || carrier.joint.kind === 'floating') return [];
  const { kind, axis, limits, damping, friction, maxEffort, maxVelocity, mimic } =
    carrier.joint as UrdfJoint & {
      kind: Joint['kind'];
    };
  return [
    {
      ...{ name: body.carrier.joint as string, kind, parent: body.carrier.body, child: body.name },
      ...{ parentFromJoint: carrier.groupFromJoint, childFromJoint: IDENTITY_FRAME },
      ...{ axis, limits, damping, friction, maxEffort, maxVelocity },
      mimic: mimic && { ...mimic, joint: jointNames.get(mimic.joint) as string },
    },
  ];
}

function sayHowMeshesAreMet(
  bodies: readonly AssembledBody[],
  solid: MeshShape['solid'],
  warn: (text: string) => void,
): void {
  const met = bodies
    .flatMap(({ shape }) => shape.parts)
    .filter((part) => part.role !== 'seen' && part.shape.kind === 'mesh');
  const as = { hull: 'its convex hull', pieces: 'convex pieces', surface: 'its surface' }[solid];
  if (met.length > 0) warn(`collision meshes (${met.length}): each is met as ${as}.`);
}
