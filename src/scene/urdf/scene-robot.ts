import type { Body } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import type { Joint } from '../../core/joint.ts';
import type { Vec3 } from '../../core/pose.ts';
import { nearest } from '../nearest.ts';
import { sceneError } from '../scene-error.ts';
import { assembleRobot, type LinkFrame, type RobotAssembly } from './assemble-robot.ts';
import { placeRobot } from './place-robot.ts';
import { readUrdf } from './read-urdf.ts';
import { fileBytes, meshKey, type SceneFiles } from './scene-files.ts';

/** A robot of a scene that a URDF describes, every reference drawn. */
export type DrawnUrdf = {
  readonly urdf: string;
  readonly prefix?: string | undefined;
  readonly position?: Vec3 | undefined;
  readonly yaw_deg?: number | undefined;
  readonly fixed_base?: boolean | undefined;
  readonly home?: Readonly<Record<string, number>> | undefined;
  readonly friction?: number | undefined;
  readonly collision_meshes?: 'hull' | 'pieces' | undefined;
  readonly self_collision?: boolean | undefined;
  /** Joints of a gripper: its controller moves them as one, so they mimic nothing. */
  readonly fingers?: readonly string[] | undefined;
};

/** A robot as an episode begins. */
export type SceneRobot = {
  readonly bodies: readonly Body[];
  readonly joints: readonly Joint[];
  /** Where every link is, by the name that the scene has for it. */
  readonly frames: Readonly<Record<string, LinkFrame>>;
};

/** What `friction` means where a scene does not say. */
const FRICTION = 0.8;

const assemblies = new WeakMap<SceneFiles, Map<string, RobotAssembly>>();

/**
 * The bodies and joints that a scene's robot is made of; made once for the files of a scene.
 *
 * @throws {@link ToolkitError} `scene/invalid` without its file, and whatever the URDF and its meshes are
 * refused for.
 */
export function sceneAssembly(
  robot: Pick<DrawnUrdf, 'urdf' | 'prefix' | 'friction' | 'collision_meshes'>,
  files: SceneFiles,
  source: string,
): RobotAssembly {
  const { urdf, prefix, friction = FRICTION, collision_meshes: meshSolid = 'hull' } = robot;
  const known = assemblies.get(files) ?? new Map<string, RobotAssembly>();
  assemblies.set(files, known);
  const key = JSON.stringify([urdf, prefix, friction, meshSolid]);
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const text = files[urdf];
  if (text === undefined) {
    const hint = 'Read the scene from its file, or put the text of the URDF into files.';
    throw sceneError(source, ['robot', 'urdf'], `must name one of the scene's files, got "${urdf}".`, hint);
  }
  const name = `${source}: ${urdf}`;
  const assembly = assembleRobot(readUrdf(text, name), {
    ...{ source: name, meshSolid, friction, strict: false },
    prefix: prefix === undefined ? '' : `${prefix}_`,
    meshBytes: (file) => fileBytes(files[meshKey(urdf, file)]),
  });
  known.set(key, assembly);
  return assembly;
}

/**
 * A scene's robot where the scene puts it.
 *
 * @throws {@link ToolkitError} as `sceneAssembly`, and `scene/invalid` for a home that no joint can have.
 */
export function sceneRobot(robot: DrawnUrdf, files: SceneFiles, source: string): SceneRobot {
  const assembly = sceneAssembly(robot, files, source);
  const half = ((robot.yaw_deg ?? 0) * Math.PI) / 360;
  const fixedBase = robot.fixed_base ?? true;
  const [root] = assembly.bodies;
  if (!fixedBase && root?.mass === null) {
    const rule = `must be true, as root link "${root.links[0]}" has no mass, got false.`;
    throw sceneError(source, ['robot', 'fixed_base'], rule, 'Give the root link an <inertial> with a mass.');
  }
  const bodies = placeRobot(assembly, {
    worldFromRoot: { position: robot.position ?? [0, 0, 0], orientation: [0, 0, sin(half), cos(half)] },
    ...{ fixedBase, friction: robot.friction ?? FRICTION },
    positions: homePositions(assembly, robot.home ?? {}, source),
  });
  const family = robot.self_collision === true ? {} : { family: robot.prefix ?? 'robot' };
  return {
    bodies: bodies.map((body) => ({ ...body, ...family })),
    joints: assembly.joints.map((joint) =>
      robot.fingers?.includes(joint.name) ? { ...joint, mimic: null } : joint,
    ),
    frames: assembly.frames,
  };
}

/** Where the joints begin that follow no other, by their names in the scene. */
function homePositions(
  { joints, jointNames }: RobotAssembly,
  home: Readonly<Record<string, number>>,
  source: string,
): ReadonlyMap<string, number> {
  const leaders = joints.filter(({ mimic }) => mimic === null);
  const fileName = ({ name }: Joint): string => jointNames.get(name) as string;
  const stray = Object.keys(home).find((name) => !leaders.some((joint) => fileName(joint) === name));
  if (stray !== undefined) {
    const near = nearest(stray, leaders.map(fileName));
    const hint = near === '' ? 'Remove it.' : `Did you mean "${near}"?`;
    throw sceneError(source, ['robot', 'home', stray], 'must name a joint that moves and mimics none.', hint);
  }
  return new Map(
    leaders.map((joint) => {
      const [low, high] = joint.limits ?? [-Infinity, Infinity];
      const name = fileName(joint);
      const position = Object.hasOwn(home, name) ? (home[name] as number) : Math.min(Math.max(0, low), high);
      if (position < low || position > high) {
        const unit = joint.kind === 'prismatic' ? 'm' : 'rad';
        const rule = `must lie within the joint's limits (${low} to ${high} ${unit}), got ${position} ${unit}.`;
        throw sceneError(source, ['robot', 'home', name], rule, 'Move it within them.');
      }
      return [joint.name, position];
    }),
  );
}
