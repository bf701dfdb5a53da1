import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import type { Frame } from '../core/frame.ts';
import { createPhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics } from '../physics/rapier.ts';
import type { Renderer } from '../render/renderer.ts';
import { exploringPolicy } from './policy.ts';

/** One frame of a simulated episode: the state, what is seen of it, and what is done next. */
export type SimulatedFrame = {
  readonly frame: number;
  readonly state: WorldState;
  /** Held during [k, k + 1). `null` where nothing acts. */
  readonly action: Float32Array | null;
  /** What happened in (k − 1, k]. */
  readonly events: readonly EpisodeEvent[];
  /** By camera name. */
  readonly views: Readonly<Record<string, Frame>>;
};

/** How long, how often and how large an episode is seen. */
export type SimulateOptions = {
  readonly frames: number;
  /** Frames a second; divides the physics rate. */
  readonly fps: number;
  /** Pixels, even. */
  readonly width: number;
  readonly height: number;
  /** Names of the cameras to draw. */
  readonly cameras: readonly string[];
  /** Instance id of every body, by name. */
  readonly ids: Readonly<Record<string, number>>;
};

/**
 * Plays an episode and shows it: frame k is drawn from state k, frame 0 from the initial state, and
 * the action that frame k carries is held until frame k + 1. The views are the caller's.
 *
 * @throws {@link ToolkitError} `physics/non-finite`, `physics/trapped`, `device/lost`.
 */
export async function* simulateEpisode(
  episode: Episode,
  { frames, fps, width, height, cameras, ids }: SimulateOptions,
  renderer: Renderer,
): AsyncGenerator<SimulatedFrame> {
  await loadPhysics();
  const stepsPerFrame = episode.physicsRate / fps;
  const policy = exploringPolicy(episode);
  const view = renderer.open(episode, ids, width, height);
  const world = createPhysicsWorld(episode);
  try {
    for (let frame = 0; frame < frames; frame++) {
      const state = world.state();
      const drawn = await view.draw(state, cameras);
      const action = policy === null ? null : policy(frame, state);
      const events = world.drainEvents().map(({ kind, step, a, b }) => ({
        kind,
        time: step / episode.physicsRate,
        frame: Math.ceil(step / stepsPerFrame),
        a,
        b,
      }));
      yield {
        frame,
        state,
        action,
        events,
        views: Object.fromEntries(cameras.map((name, i) => [name, drawn[i] as Frame])),
      };
      if (frame === frames - 1) break;
      if (action !== null) world.setAction(action);
      for (let step = 0; step < stepsPerFrame; step++) world.step();
    }
  } finally {
    view.close();
    world.dispose();
  }
}
