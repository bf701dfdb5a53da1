import type { EventQueue, World } from './rapier.ts';

/**
 * One step of the engine. Its own `World.step` also looks through all bodies and colliders for pieces of torn cloth,
 * of which there are none here: with a hundred bodies that takes half as long as the step itself.
 */
export function stepEngine(world: World, queue: EventQueue): void {
  world.physicsPipeline.step(
    world.gravity,
    world.integrationParameters,
    world.islands,
    world.broadPhase,
    world.narrowPhase,
    world.bodies,
    world.colliders,
    world.softBodies,
    world.impulseJoints,
    world.multibodyJoints,
    world.ccdSolver,
    queue,
  );
}
