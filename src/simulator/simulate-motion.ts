import type { BodyDynamics } from '../core/body-dynamics.ts';
import { checkAction } from '../core/check-action.ts';
import { bodyIndex, type Episode, type EpisodeEvent, type WorldState } from '../core/episode.ts';
import type { Hand } from '../core/hand.ts';
import type { Nudge } from '../core/nudge.ts';
import type { Table } from '../core/table.ts';
import type { Outcome } from '../core/task.ts';
import { createPhysicsWorld, type PhysicsWorld } from '../physics/physics-world.ts';
import { actionSpec } from '../physics/robots/robot-controller.ts';
import { createSensorSuite } from '../physics/sensors/sensor-suite.ts';
import { bodyDynamics } from './body-dynamics.ts';
import { episodeEvents } from './episode-events.ts';
import { type Danger, watchDangers } from './near-misses.ts';
import { mixedPolicy } from './policies/mixed.ts';
import type { PolicyFactory } from './policies/policy.ts';
import { shutterOffsets } from './shutter-offsets.ts';
import { advanceTask, beginTask } from './task/task-progress.ts';

/** One frame of a moving episode: its state and what is done next, with nothing drawn. */
export type MotionFrame = {
  readonly frame: number;
  readonly state: WorldState;
  /** Held during [k, k + 1). `null` where nothing acts. */
  readonly action: Float32Array | null;
  /** What happened in (k − 1, k]. */
  readonly events: readonly EpisodeEvent[];
  /** For what led here; 0 after the task's first end. */
  readonly reward: number;
  /** The task is over: from its first end on. What follows is recorded all the same. */
  readonly terminated: boolean;
  /** Of the episode as far as it went. */
  readonly outcome: Outcome | null;
  /** Of an impossible twin: the physics step from which its law is broken; `null` until then. */
  readonly brokenAt: number | null;
  readonly dynamics: BodyDynamics;
  /** The states in which a blurring camera's shutter is open around this frame, by the camera's name. */
  readonly shutter: Readonly<Record<string, readonly WorldState[]>>;
  /** With the last frame, all that the sensors read in the episode, by their names; before, `null`. */
  readonly sensors: Readonly<Record<string, Table>> | null;
};

export type MotionOptions = {
  readonly frames: number;
  /** Frames a second; divides the physics rate. */
  readonly fps: number;
  /** Instance id of every body, by name. */
  readonly ids: Readonly<Record<string, number>>;
  /** Names of the cameras whose shutters matter. */
  readonly cameras: readonly string[];
  /** What decides; `mixedPolicy` unless given. */
  readonly policy?: PolicyFactory;
  /** What a hand does from each frame on, where there is one. */
  readonly hands?: (frame: number) => Hand | null;
  /** Bodies that are set aside at a frame once its state was told, by their names. */
  readonly nudges?: (frame: number, state: WorldState) => Readonly<Record<string, Nudge>>;
};

/**
 * Plays an episode without drawing it. A shutter that is open before the start sees the initial state, and
 * one that is open after the last frame sees what its action leads to.
 *
 * @throws {@link ToolkitError} `physics/non-finite`, `physics/trapped`; `argument/invalid` when the policy's
 * action breaks the action spec, or the hand holds what nothing can move.
 */
export function* simulateMotion(
  episode: Episode,
  { frames, fps, ids, cameras, policy: createPolicy = mixedPolicy, hands, nudges }: MotionOptions,
): Generator<MotionFrame, void, undefined> {
  const stepsPerFrame = episode.physicsRate / fps;
  const policy = createPolicy(episode);
  const spec = actionSpec(episode);
  const shutters = shuttersOf(episode, cameras, stepsPerFrame);
  const reach = Math.max(0, ...shutters.flatMap(({ offsets }) => offsets));
  const world = createPhysicsWorld(episode, undefined, true);
  try {
    const suite = createSensorSuite(episode, world, ids);
    /** States by physics step, as far back and ahead as a shutter reaches. */
    const states = new Map<number, WorldState>();
    const waiting: Omit<MotionFrame, 'shutter' | 'sensors'>[] = [];
    const masses = episode.bodies.map((_, i) => world.massProperties(i));
    let step = 0;
    let judgement = beginTask(episode, world.state());
    let held: Float32Array | null = null;
    const watch = watchDangers(episode, fps);
    let dangers: readonly Danger[] = [];
    const advance = (): void => {
      world.step();
      step++;
      if (step <= (frames - 1) * stepsPerFrame) suite.collect();
      if (reach > 0) states.set(step, world.state());
      states.delete(step - 2 * reach - 2 * stepsPerFrame);
    };
    const complete = (frame: Omit<MotionFrame, 'shutter' | 'sensors'>): MotionFrame => {
      const at = frame.frame * stepsPerFrame;
      const shutter = Object.fromEntries(
        shutters
          .filter(({ camera }) => frame.frame % camera.every === 0)
          .map(({ camera, offsets }) => [
            camera.name,
            offsets.map((offset) => states.get(Math.max(0, at + offset)) as WorldState),
          ]),
      );
      return { ...frame, shutter, sensors: frame.frame === frames - 1 ? suite.tables() : null };
    };
    suite.collect();
    states.set(0, world.state());
    for (let frame = 0; frame < frames; frame++) {
      while (step < frame * stepsPerFrame) advance();
      const state = states.get(step) ?? world.state();
      const action = policy?.(frame, state).slice() ?? null;
      const contacts = episodeEvents(world.drainEvents(), episode, fps);
      const watched = watch(dangers, frame, state, contacts);
      dangers = watched.dangers;
      const events = [...contacts, ...watched.events];
      const shown = { state, events, action: held };
      if (frame > 0) judgement = advanceTask(episode, spec, fps, judgement.progress, shown);
      held = action;
      if (action !== null) {
        checkAction(spec, action, `actions[${frame}]`);
        world.setAction(action);
      }
      if (hands !== undefined) world.setHand(hands(frame), stepsPerFrame);
      if (nudges !== undefined) nudgeAll(world, episode, nudges(frame, state));
      const { reward, terminated, outcome } = judgement;
      const truth = { brokenAt: world.brokenAt(), dynamics: bodyDynamics(episode, masses, state) };
      waiting.push({ frame, state, action, events, reward, terminated, outcome, ...truth });
      while (waiting.length > 0 && (waiting[0] as MotionFrame).frame * stepsPerFrame + reach <= step) {
        yield complete(waiting.shift() as MotionFrame);
      }
    }
    for (const frame of waiting) {
      while (step < frame.frame * stepsPerFrame + reach) advance();
      yield complete(frame);
    }
  } finally {
    world.dispose();
  }
}

function nudgeAll(world: PhysicsWorld, episode: Episode, nudges: Readonly<Record<string, Nudge>>): void {
  for (const [name, nudge] of Object.entries(nudges)) world.nudge(bodyIndex(episode, name), nudge);
}

/** The cameras that blur, each with the physics steps around a frame in which its shutter is open. */
const shuttersOf = (episode: Episode, names: readonly string[], stepsPerFrame: number) =>
  episode.cameras
    .filter(({ name, effects }) => names.includes(name) && effects.shutter !== null)
    .map((camera) => ({ camera, offsets: shutterOffsets(camera, stepsPerFrame) }));
