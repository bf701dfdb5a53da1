import type { Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';

/**
 * Physics steps of an episode from one frame to the next.
 *
 * @throws {@link ToolkitError} `argument/invalid` where they are no whole number.
 */
export function stepsPerFrame({ physicsRate }: Pick<Episode, 'physicsRate'>, fps: number): number {
  const steps = physicsRate / fps;
  if (steps >= 1 && Number.isInteger(steps)) return steps;
  throw new ToolkitError(
    'argument/invalid',
    `fps must divide the physics rate of ${physicsRate} Hz, got ${fps} Hz.`,
    'Give a divisor such as 12.',
  );
}
