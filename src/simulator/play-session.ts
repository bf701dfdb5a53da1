import type { BodyDynamics } from '../core/body-dynamics.ts';
import { checkAction } from '../core/check-action.ts';
import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import type { Hand } from '../core/hand.ts';
import type { Vec3 } from '../core/pose.ts';
import type { RecordedCommand, Recording } from '../core/recording.ts';
import { idleAction } from '../core/spec-actions.ts';
import type { Outcome } from '../core/task.ts';
import type { ContactPoint } from '../physics/contact-points.ts';
import { checkHand } from '../physics/hand.ts';
import { createPhysicsWorld } from '../physics/physics-world.ts';
import type { RayHit } from '../physics/ray-caster.ts';
import { actionSpec } from '../physics/robots/robot-controller.ts';
import { createLidarSweep, type LidarSweep } from '../physics/sensors/lidar-sweep.ts';
import { asRecorded } from './as-recorded.ts';
import { bodyDynamics } from './body-dynamics.ts';
import { episodeEvents } from './episode-events.ts';
import { type Danger, watchDangers } from './near-misses.ts';
import { stepsPerFrame } from './steps-per-frame.ts';
import { advanceTask, beginTask } from './task/task-progress.ts';

/** What is commanded at a frame: held until the next. A robot that is told `null` goes on as it was told, or rests. */
export type PlayCommand = { readonly action: Float32Array | null; readonly hand: Hand | null };

/** The scene at one moment, which may lie between two frames. */
export type PlayState = {
  readonly state: WorldState;
  /** The last frame that began. */
  readonly frame: number;
  /** Seconds since the start. */
  readonly time: number;
  /** Since they were last asked for; what happened between two frames is told with the second. */
  readonly events: readonly EpisodeEvent[];
  /** For what led to the frame. */
  readonly reward: number;
  readonly terminated: boolean;
  readonly outcome: Outcome | null;
  readonly dynamics: BodyDynamics;
  /** Where they were asked for. */
  readonly contacts: readonly ContactPoint[] | null;
  readonly lidar: readonly LidarSweep[] | null;
};

/** An episode that somebody plays with. It never ends by itself. Holds memory of the engine: `dispose` it. */
export type PlaySession = {
  /**
   * Moves on by so many physics steps.
   *
   * @param command - Asked at the begin of each frame.
   * @throws {@link ToolkitError} As `createPhysicsWorld`'s functions; `argument/invalid` for a command that the
   * episode does not take.
   */
  advance(steps: number, command: (frame: number, state: WorldState) => PlayCommand): void;
  moment(asks: { readonly contacts: boolean; readonly lidar: boolean }): PlayState;
  /** What a ray meets first, world frame; `distance` counts in lengths of `direction`. */
  castRay(origin: Vec3, direction: Vec3): RayHit | null;
  /** What was done so far, for `replayRecording`. */
  recording(): Recording;
  dispose(): void;
};

export type PlayOptions = {
  /** Frames a second at which commands change; divides the physics rate. */
  readonly fps: number;
  /** What was set by hand in the episode: told in its recording. */
  readonly parameters: Readonly<Record<string, number | string>>;
};

/**
 * Plays an episode by hand. The calls of the engine are those of `simulateMotion`, in the same order: a recording of
 * what was done gives the same motion again, to the bit. Needs `loadPhysics` to have finished.
 *
 * @throws {@link ToolkitError} `argument/invalid` for an episode that the engine cannot take, or frames of broken steps.
 */
export function createPlaySession(episode: Episode, { fps, parameters }: PlayOptions): PlaySession {
  const frameSteps = stepsPerFrame(episode, fps);
  const spec = actionSpec(episode);
  const world = createPhysicsWorld(episode, undefined, true);
  const masses = episode.bodies.map((_, i) => world.massProperties(i));
  const sweeps = episode.sensors.flatMap((sensor) =>
    sensor.kind === 'lidar' ? [createLidarSweep(sensor, episode)] : [],
  );
  const watch = watchDangers(episode, fps);
  const commands: RecordedCommand[] = [];
  let step = 0;
  let dangers: readonly Danger[] = [];
  let held: Float32Array | null = null;
  let untold: EpisodeEvent[] = [];
  let judgement = beginTask(episode, world.state());

  /** Refused before anything moves. */
  const commandOf = ({ action: asked, hand }: PlayCommand, frame: number): PlayCommand => {
    const action = asked ?? held ?? (spec === null ? null : idleAction(spec));
    checkAction(spec, action, `actions[${frame}]`);
    if (hand !== null) checkHand(episode, hand);
    return { action, hand };
  };
  const beginFrame = (command: Parameters<PlaySession['advance']>[1]): void => {
    const frame = step / frameSteps;
    const state = world.state();
    const { action, hand } = asRecorded(commandOf(command(frame, state), frame));
    const contacts = episodeEvents(world.drainEvents(), episode, fps);
    const watched = watch(dangers, frame, state, contacts);
    dangers = watched.dangers;
    const events = [...contacts, ...watched.events];
    untold.push(...events);
    if (frame > 0)
      judgement = advanceTask(episode, spec, fps, judgement.progress, { state, events, action: held });
    held = action;
    if (action !== null) world.setAction(action);
    world.setHand(hand, frameSteps);
    commands.push({ action: action === null ? null : Array.from(action), hand });
  };
  return {
    advance(steps, command) {
      for (let i = 0; i < steps; i++) {
        if (step % frameSteps === 0) beginFrame(command);
        world.step();
        step += 1;
      }
    },
    moment(asks) {
      const state = world.state();
      const { reward, terminated, outcome } = judgement;
      const events = untold;
      untold = [];
      return {
        ...{ state, events, reward, terminated, outcome },
        ...{ frame: Math.floor(step / frameSteps), time: step / episode.physicsRate },
        dynamics: bodyDynamics(episode, masses, state),
        contacts: asks.contacts ? world.contactPoints() : null,
        lidar: asks.lidar ? sweeps.map((sweep) => sweep(state)) : null,
      };
    },
    castRay: world.castRay,
    recording: () => ({
      ...{ scene: episode.scene, seed: episode.seed, parameters, fps },
      commands: [...commands],
    }),
    dispose: () => world.dispose(),
  };
}
