import type { Body, Episode } from '../core/episode.ts';
import type { Vec3 } from '../core/pose.ts';
import { weighed } from './body-mass.ts';
import { solidColliders } from './collider-descs.ts';
import { familyGroups } from './family-groups.ts';
import { buildJoints, jointedBodies } from './joints/build-joints.ts';
import type { BuiltJoint, JointDrive } from './joints/built-joint.ts';
import { JOINTED_SOLVER_ITERATIONS } from './joints/insert-joint.ts';
import { movedBodies } from './moved-bodies.ts';
import { type Rapier, type RigidBody, rapier, type World } from './rapier.ts';

/** What the engine made of an episode; bodies and joints in the episode's order. */
export type BuiltWorld = {
  readonly world: World;
  readonly bodies: readonly RigidBody[];
  readonly joints: readonly BuiltJoint[];
};

/**
 * The engine's world for an episode. Bodies and joints are inserted by name whatever their order, since
 * the order of insertion changes trajectories.
 */
export function buildWorld(episode: Episode): BuiltWorld {
  const engine = rapier();
  const [x, y, z] = episode.gravity;
  const world = new engine.World({ x, y, z });
  world.timestep = 1 / episode.physicsRate;
  world.numSolverIterations = episode.solverIterations;
  const told = engine.ActiveEvents.COLLISION_EVENTS | engine.ActiveEvents.CONTACT_FORCE_EVENTS;
  const moved = movedBodies(episode);
  const jointed = jointedBodies(episode);
  const families = familyGroups(episode.bodies);
  const bodies: RigidBody[] = new Array(episode.bodies.length);
  for (const index of canonicalOrder(episode.bodies)) {
    const body = weighed(episode.bodies[index] as Body);
    const desc = bodyDesc(engine, body, moved.has(body.name));
    if (jointed.has(body.name)) {
      desc.setAdditionalSolverIterations(JOINTED_SOLVER_ITERATIONS).setCanSleep(false);
    }
    const rigid = world.createRigidBody(desc);
    bodies[index] = rigid;
    if (isUnmet(body)) continue;
    for (const collider of solidColliders(engine, body)) {
      if (body.motion !== 'fixed') collider.setActiveEvents(told);
      const family = families.get(body.family ?? '');
      if (family !== undefined) collider.setCollisionGroups(family);
      // It still gives its body mass.
      if (body.passable === true) collider.setCollisionGroups(0);
      world.createCollider(collider, rigid);
    }
    // Else a mass that is told is known only after the first step, and energies are recorded with none.
    if (body.mass !== undefined) rigid.recomputeMassPropertiesFromColliders();
  }
  return { world, bodies, joints: buildJoints(episode, world, bodies, null) };
}

/**
 * The engine's world from a snapshot that its `takeSnapshot` gave of the same episode. The engine numbers
 * bodies and joints as they were inserted.
 *
 * @param drives - Of the episode's joints, as they were left.
 */
export function restoreWorld(
  episode: Episode,
  snapshot: Uint8Array,
  drives: readonly JointDrive[],
): BuiltWorld {
  const world = rapier().World.restoreSnapshot(snapshot);
  const inserted = world.bodies.getAll();
  const bodies: RigidBody[] = new Array(episode.bodies.length);
  canonicalOrder(episode.bodies).forEach((index, i) => {
    bodies[index] = inserted[i] as RigidBody;
  });
  return { world, bodies, joints: buildJoints(episode, world, bodies, drives) };
}

/** Places in `bodies`, sorted by name, by code unit. */
function canonicalOrder(bodies: readonly Body[]): readonly number[] {
  const name = (i: number): string => (bodies[i] as Body).name;
  return bodies.map((_, i) => i).sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

/** Whether the engine needs none of its shapes: nothing meets it, and no mass matters. */
const isUnmet = ({ passable, motion }: Body): boolean => passable === true && motion !== 'dynamic';

function bodyDesc(engine: Rapier, body: Body, isMoved: boolean) {
  const { fixed, dynamic, kinematicPositionBased, kinematicVelocityBased } = engine.RigidBodyDesc;
  const kinematic = isMoved ? kinematicPositionBased : kinematicVelocityBased;
  const desc = { fixed, dynamic, kinematic }[body.motion]();
  const [x, y, z, w] = body.orientation;
  const [wx, wy, wz] = body.angularVelocity;
  if (body.mass !== undefined) {
    const { mass, centerOfMass, principalInertia, principalAxes } = body.mass;
    const vector = ([x, y, z]: Vec3) => ({ x, y, z });
    const [ax, ay, az, aw] = principalAxes;
    const axes = { x: ax, y: ay, z: az, w: aw };
    desc.setAdditionalMassProperties(mass, vector(centerOfMass), vector(principalInertia), axes);
  }
  return desc
    .setTranslation(...body.position)
    .setRotation({ x, y, z, w })
    .setLinvel(...body.linearVelocity)
    .setAngvel({ x: wx, y: wy, z: wz });
}
