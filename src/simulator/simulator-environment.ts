import { checkAction } from '../core/check-action.ts';
import type { Environment, TimeStep } from '../core/environment.ts';
import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { hashBytes } from '../core/state-hash.ts';
import { VERSION } from '../core/version.ts';
import { createPhysicsWorld, type PhysicsSnapshot, type PhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics } from '../physics/rapier.ts';
import { actionSpec } from '../physics/robots/robot-controller.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { episodeEvents } from './episode-events.ts';
import { type Danger, watchDangers } from './near-misses.ts';
import { observationSpecs } from './observation-specs.ts';
import { stepsPerFrame } from './steps-per-frame.ts';
import { advanceTask, beginTask, type TaskJudgement, type TaskProgress } from './task/task-progress.ts';

/** One moment of a scene's episode as plain data, for this version of worldwright. */
export type SimulatorSnapshot = {
  /** Hash of what the environment was made of. */
  readonly environment: string;
  readonly seed: number;
  /** What the environment showed last. */
  readonly shown: TimeStep<WorldState>;
  readonly task: TaskProgress;
  readonly dangers: readonly Danger[];
  readonly world: PhysicsSnapshot;
};

type Running = {
  readonly world: PhysicsWorld;
  readonly task: TaskProgress;
  readonly dangers: readonly Danger[];
  readonly shown: TimeStep<WorldState>;
};

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
  const frameSteps = stepsPerFrame(episode, fps);
  checkFrames(frames);
  const text = JSON.stringify([VERSION, scene, fps, frames]);
  const environment = hashBytes(new TextEncoder().encode(text));
  const begin = (next: Episode, from?: PhysicsSnapshot): PhysicsWorld => {
    const world = createPhysicsWorld(next, from, true);
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
      return observationSpecs(episode, (frames - 1) * frameSteps);
    },
    reset: async (seed) => {
      await loadPhysics();
      const world = begin(sampleEpisode(scene, seed));
      running = moment(episode, { fps, frames }, world, 0, [], (state) => beginTask(episode, state));
      return running.shown;
    },
    step: async (action) => {
      if (running === null || running.shown.truncated || running.shown.terminated) throw notRunning();
      const { world, task, dangers } = running;
      const spec = actionSpec(episode);
      checkAction(spec, action, 'action');
      if (action !== null) world.setAction(action);
      for (let step = 0; step < frameSteps; step++) world.step();
      running = moment(episode, { fps, frames }, world, task.frame + 1, dangers, (state, events) =>
        advanceTask(episode, spec, fps, task, { state, events, action }),
      );
      return running.shown;
    },
    snapshot: () => {
      if (running === null) throw notRunning();
      const { world, task, dangers, shown } = running;
      return structuredClone({
        environment,
        seed: episode.seed,
        task,
        dangers,
        shown,
        world: world.snapshot(),
      });
    },
    restore: async (snapshot) => {
      if (snapshot.environment !== environment) throw foreignSnapshot(scene, fps, frames);
      await loadPhysics();
      const { seed, world } = snapshot;
      const { task, dangers, shown } = structuredClone({
        task: snapshot.task,
        dangers: snapshot.dangers,
        shown: snapshot.shown,
      });
      const same = seed === episode.seed ? episode : sampleEpisode(scene, seed);
      running = { world: begin(same, world), task, dangers, shown };
      return running.shown;
    },
    close: () => {
      running?.world.dispose();
      running = null;
    },
  };
}

/** What an environment shows of its world at a frame, and all that it must remember. */
function moment(
  episode: Episode,
  { fps, frames }: { readonly fps: number; readonly frames: number },
  world: PhysicsWorld,
  frame: number,
  before: readonly Danger[],
  judge: (state: WorldState, events: readonly EpisodeEvent[]) => TaskJudgement,
): Running {
  const observation = world.state();
  const contacts = episodeEvents(world.drainEvents(), episode, fps);
  const { events: misses, dangers } = watchDangers(episode, fps)(before, frame, observation, contacts);
  const events = [...contacts, ...misses];
  const { progress, reward, terminated, outcome } = judge(observation, events);
  const truncated = progress.frame >= frames - 1;
  const info = { time: progress.frame / fps, outcome };
  return {
    ...{ world, task: progress, dangers },
    shown: { observation, reward, terminated, truncated, events, info },
  };
}

function checkFrames(frames: number): void {
  if (Number.isInteger(frames) && frames >= 2) return;
  throw new ToolkitError(
    'argument/invalid',
    `frames must be a whole number ≥ 2, got ${frames}.`,
    'Count frame 0 as well.',
  );
}

function notRunning(): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    'An episode must be running, got a call before reset or a step after the end.',
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
