import type { EpisodeCamera } from '../core/episode.ts';

/**
 * When a camera's open shutter is looked through, in physics steps from its frame's state: evenly spread over
 * the time in which it is open, in whole steps and about 0 alike. Empty where the camera does not blur.
 *
 * @param stepsPerFrame - Physics steps from one frame of the episode to the next.
 */
export function shutterOffsets({ effects, every }: EpisodeCamera, stepsPerFrame: number): readonly number[] {
  const { shutter } = effects;
  if (shutter === null) return [];
  const open = shutter.share * stepsPerFrame * every;
  const half = Array.from({ length: shutter.samples }, (_, i) => {
    const at = ((i + 0.5) / shutter.samples - 0.5) * open;
    return Math.sign(at) * Math.round(Math.abs(at));
  });
  return half;
}
