import type { Body, Episode, Shape } from '../core/episode.ts';
import type { Quaternion } from '../core/pose.ts';
import { type Collider, type Rapier, type RigidBody, rapier, type World } from './rapier.ts';

/** What the engine made of an episode; bodies and colliders in the episode's order. */
export type BuiltWorld = {
  readonly world: World;
  readonly bodies: readonly RigidBody[];
  readonly colliders: readonly Collider[];
};

/**
 * The engine's world for an episode. Bodies are inserted by name whatever their order, since the
 * order of insertion changes trajectories.
 */
export function buildWorld(episode: Episode): BuiltWorld {
  const engine = rapier();
  const [x, y, z] = episode.gravity;
  const world = new engine.World({ x, y, z });
  world.timestep = 1 / episode.physicsRate;
  world.numSolverIterations = episode.solverIterations;
  const bodies: RigidBody[] = new Array(episode.bodies.length);
  const colliders: Collider[] = new Array(episode.bodies.length);
  for (const index of canonicalOrder(episode.bodies)) {
    const body = episode.bodies[index] as Body;
    const rigid = world.createRigidBody(bodyDesc(engine, body, body.name === episode.robot?.body));
    const collider = colliderDesc(engine, body.shape)
      .setDensity(body.material.density)
      .setFriction(body.material.friction)
      .setRestitution(body.material.restitution);
    if (body.motion !== 'fixed') collider.setActiveEvents(engine.ActiveEvents.COLLISION_EVENTS);
    bodies[index] = rigid;
    colliders[index] = world.createCollider(collider, rigid);
  }
  return { world, bodies, colliders };
}

/**
 * The engine's world from a snapshot that its `takeSnapshot` gave of the same episode. The engine numbers
 * bodies as they were inserted, and each has one collider.
 */
export function restoreWorld(episode: Episode, snapshot: Uint8Array): BuiltWorld {
  const world = rapier().World.restoreSnapshot(snapshot);
  const inserted = world.bodies.getAll();
  const bodies: RigidBody[] = new Array(episode.bodies.length);
  canonicalOrder(episode.bodies).forEach((index, i) => {
    bodies[index] = inserted[i] as RigidBody;
  });
  return { world, bodies, colliders: bodies.map((body) => body.collider(0)) };
}

/** Places in `bodies`, sorted by name, by code unit. */
function canonicalOrder(bodies: readonly Body[]): readonly number[] {
  const name = (i: number): string => (bodies[i] as Body).name;
  return bodies.map((_, i) => i).sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

function bodyDesc(engine: Rapier, body: Body, isRobot: boolean) {
  const { fixed, dynamic, kinematicPositionBased, kinematicVelocityBased } = engine.RigidBodyDesc;
  const kinematic = isRobot ? kinematicPositionBased : kinematicVelocityBased;
  const desc = { fixed, dynamic, kinematic }[body.motion]();
  const [x, y, z, w] = body.orientation;
  const [wx, wy, wz] = body.angularVelocity;
  return desc
    .setTranslation(...body.position)
    .setRotation({ x, y, z, w })
    .setLinvel(...body.linearVelocity)
    .setAngvel({ x: wx, y: wy, z: wz });
}

/** Turns the engine's axis of cylinders and capsules, y, onto ours, z: 90° about x. */
const Z_FROM_Y: Quaternion = [Math.SQRT1_2, 0, 0, Math.SQRT1_2];

/** The collider of a shape, in its body's frame. */
export function colliderDesc(engine: Rapier, shape: Shape) {
  const { ColliderDesc } = engine;
  const [x, y, z, w] = Z_FROM_Y;
  switch (shape.kind) {
    case 'box':
      return ColliderDesc.cuboid(shape.size[0] / 2, shape.size[1] / 2, shape.size[2] / 2);
    case 'sphere':
      return ColliderDesc.ball(shape.radius);
    case 'cylinder':
      return ColliderDesc.cylinder(shape.height / 2, shape.radius).setRotation({ x, y, z, w });
    case 'capsule':
      return ColliderDesc.capsule(shape.height / 2, shape.radius).setRotation({ x, y, z, w });
    case 'plane':
      return new ColliderDesc(new engine.HalfSpace({ x: 0, y: 0, z: 1 }));
  }
}
