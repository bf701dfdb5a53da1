import type { Environment, TimeStep } from '../core/environment.ts';
import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { createPhysicsWorld, type PhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics } from '../physics/rapier.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { actionSpec } from './policy.ts';

/**
 * A scene as an environment: `reset(seed)` samples an episode, `step(action)` holds the action for
 * one frame. It observes the world's exact state.
 *
 * @param fps - Frames a second; divides the scene's physics rate.
 * @param frames - Frames after which an episode is truncated.
 */
export function createSimulatorEnvironment(
  scene: Scene,
  fps: number,
  frames: number,
): Environment<WorldState> {
  let episode: Episode = sampleEpisode(scene, 0);
  let world: PhysicsWorld | null = null;
  let frame = 0;
  const spec = actionSpec(episode);
  const observe = (running: PhysicsWorld): TimeStep<WorldState> => {
    const stepsPerFrame = episode.physicsRate / fps;
    const events: EpisodeEvent[] = running.drainEvents().map(({ kind, step, a, b }) => ({
      kind,
      time: step / episode.physicsRate,
      frame: Math.ceil(step / stepsPerFrame),
      a,
      b,
    }));
    return {
      observation: running.state(),
      reward: 0,
      terminated: false,
      truncated: frame >= frames - 1,
      events,
    };
  };
  return {
    actionSpec: spec,
    reset: async (seed) => {
      await loadPhysics();
      world?.dispose();
      episode = sampleEpisode(scene, seed);
      world = createPhysicsWorld(episode);
      frame = 0;
      return observe(world);
    },
    step: async (action) => {
      if (world === null || frame >= frames - 1) {
        throw new ToolkitError(
          'argument/invalid',
          'An episode must be running before it is stepped, got a step before reset or after the last frame.',
          'Call reset(seed) first.',
        );
      }
      if (spec !== null) world.setAction(action);
      for (let step = 0; step < episode.physicsRate / fps; step++) world.step();
      frame++;
      return observe(world);
    },
    close: () => world?.dispose(),
  };
}
