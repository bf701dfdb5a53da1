import { checkAction } from '../core/check-action.ts';
import type { Environment, TimeStep } from '../core/environment.ts';
import type { Episode, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { hashBytes } from '../core/state-hash.ts';
import { VERSION } from '../core/version.ts';
import { createPhysicsWorld, type PhysicsSnapshot, type PhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics } from '../physics/rapier.ts';
import { actionSpec } from '../physics/robots/robot-controller.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { episodeEvents } from './episode-events.ts';
import { observationSpecs } from './observation-specs.ts';

/** One moment of a scene's episode as plain data, for this version of worldwright. */
export type SimulatorSnapshot = {
  /** Hash of what the environment was made of. */
  readonly environment: string;
  readonly seed: number;
  readonly frame: number;
  /** What the environment showed last. */
  readonly shown: TimeStep<WorldState>;
  readonly world: PhysicsSnapshot;
};

type Running = { readonly world: PhysicsWorld; frame: number; shown: TimeStep<WorldState> };

/**
 * A scene as an environment: `reset(seed)` samples an episode, `step(action)` holds the action for
 * one frame. It observes the world's exact state.
 *
 * @param fps - Frames a second; divides the scene's physics rate.
 * @param frames - Frames after which an episode is truncated, frame 0 among them; at least 2.
 * @throws {@link ToolkitError} `argument/invalid` for other rates and lengths, and what `sampleEpisode` refuses.
 */
export function createSimulatorEnvironment(
  scene: Scene,
  fps: number,
  frames: number,
): Environment<WorldState, SimulatorSnapshot> {
  let episode: Episode = sampleEpisode(scene, 0);
  let running: Running | null = null;
  const stepsPerFrame = checkedStepsPerFrame(episode, fps, frames);
  const text = JSON.stringify([VERSION, scene, fps, frames]);
  const environment = hashBytes(new TextEncoder().encode(text));
  const observe = (world: PhysicsWorld, frame: number): TimeStep<WorldState> => ({
    observation: world.state(),
    reward: 0,
    terminated: false,
    truncated: frame >= frames - 1,
    events: episodeEvents(world.drainEvents(), episode, fps),
  });
  const begin = (next: Episode, from?: PhysicsSnapshot): PhysicsWorld => {
    const world = createPhysicsWorld(next, from);
    running?.world.dispose();
    running = null;
    episode = next;
    return world;
  };
  return {
    get actionSpec() {
      return actionSpec(episode);
    },
    get observationSpecs() {
      return observationSpecs(episode, (frames - 1) * stepsPerFrame);
    },
    reset: async (seed) => {
      await loadPhysics();
      const world = begin(sampleEpisode(scene, seed));
      running = { world, frame: 0, shown: observe(world, 0) };
      return running.shown;
    },
    step: async (action) => {
      if (running === null || running.shown.truncated) throw notRunning();
      checkAction(actionSpec(episode), action, 'action');
      if (action !== null) running.world.setAction(action);
      for (let step = 0; step < stepsPerFrame; step++) running.world.step();
      running.frame++;
      running.shown = observe(running.world, running.frame);
      return running.shown;
    },
    snapshot: () => {
      if (running === null) throw notRunning();
      const { world, frame, shown } = running;
      return structuredClone({ environment, seed: episode.seed, frame, shown, world: world.snapshot() });
    },
    restore: async (snapshot) => {
      if (snapshot.environment !== environment) throw foreignSnapshot(scene, fps, frames);
      await loadPhysics();
      const { seed, frame, world } = snapshot;
      const same = seed === episode.seed ? episode : sampleEpisode(scene, seed);
      running = { world: begin(same, world), frame, shown: structuredClone(snapshot.shown) };
      return running.shown;
    },
    close: () => {
      running?.world.dispose();
      running = null;
    },
  };
}

function checkedStepsPerFrame({ physicsRate }: Episode, fps: number, frames: number): number {
  const stepsPerFrame = physicsRate / fps;
  if (!(stepsPerFrame >= 1 && Number.isInteger(stepsPerFrame))) {
    throw new ToolkitError(
      'argument/invalid',
      `fps must divide the physics rate of ${physicsRate} Hz, got ${fps} Hz.`,
      'Give a divisor such as 12.',
    );
  }
  if (!(Number.isInteger(frames) && frames >= 2)) {
    throw new ToolkitError(
      'argument/invalid',
      `frames must be a whole number ≥ 2, got ${frames}.`,
      'Count frame 0 as well.',
    );
  }
  return stepsPerFrame;
}

function notRunning(): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    'An episode must be running, got a call before reset or a step after the last frame.',
    'Call reset(seed) first.',
  );
}

function foreignSnapshot(scene: Scene, fps: number, frames: number): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    `A snapshot must come from the same version, scene, fps and frames (here ${scene.name}, ${fps} Hz, ` +
      `${frames} frames), got another's.`,
    'Restore it where it was taken, or in an environment made alike.',
  );
}
