import type { Episode } from '../core/episode.ts';
import type { Driver } from '../device/driver-node.ts';
import { createRenderer, type Renderer } from '../render/renderer.ts';
import { type SimulateOptions, simulateEpisode } from '../simulator/simulate-episode.ts';
import { simulateMotion } from '../simulator/simulate-motion.ts';
import { timeMs } from './measure.ts';

/** Where the time of playing episodes goes, milliseconds. */
export type PlayTimings = {
  /** Setting a pass up, the GPU, and copying and cutting what comes back. */
  readonly drawMs: number;
  readonly physicsMs: number;
  /** What follows from images and poses: flow, distances, effects, … */
  readonly deriveMs: number;
};

/** Plays episodes in this thread, after the first once uncounted, so that shaders are compiled. */
export async function playTimings(
  driver: Driver,
  episodes: readonly Episode[],
  options: SimulateOptions,
): Promise<PlayTimings> {
  const inner = await createRenderer(driver.device);
  let drawMs = 0;
  const renderer: Renderer = {
    ...inner,
    draw: async (shots, channels) => {
      const start = performance.now();
      const images = await inner.draw(shots, channels);
      drawMs += performance.now() - start;
      return images;
    },
  };
  const play = async (played: readonly Episode[]): Promise<void> => {
    for (const episode of played) for await (const _ of simulateEpisode(episode, options, renderer));
  };
  await play(episodes.slice(0, 1));
  drawMs = 0;
  const totalMs = await timeMs(() => play(episodes));
  const physicsMs = await timeMs(() => {
    for (const episode of episodes) for (const _ of simulateMotion(episode, options));
  });
  renderer.close();
  return { drawMs, physicsMs, deriveMs: totalMs - drawMs - physicsMs };
}
