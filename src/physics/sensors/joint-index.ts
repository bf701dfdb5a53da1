import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';

/**
 * The place of a sensor's joint in the episode's order.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a joint that the episode lacks.
 */
export function jointIndex({ joints }: Episode, sensor: string, name: string): number {
  const index = joints.findIndex((joint) => joint.name === name);
  if (index >= 0) return index;
  throw new ToolkitError(
    'argument/invalid',
    `The sensor "${sensor}" must read joints of the episode, got "${name}".`,
    'Correct the episode or its scene.',
  );
}
