import type * as RapierModule from '@dimforge/rapier3d';

/** The physics engine. This file is the only one that names its package. */
export type Rapier = typeof RapierModule;
export type {
  ColliderDesc,
  EventQueue,
  ImpulseJoint,
  JointAxesMask,
  RigidBody,
  World,
} from '@dimforge/rapier3d';

let loaded: Rapier | null = null;

/** Loads the physics engine, once a thread; `createPhysicsWorld` needs it. */
export async function loadPhysics(): Promise<void> {
  loaded ??= await import('@dimforge/rapier3d');
}

/** The loaded engine. */
export function rapier(): Rapier {
  if (loaded === null) throw new Error('loadPhysics() must finish before a physics world is made.');
  return loaded;
}
