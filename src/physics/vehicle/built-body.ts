import { bodyIndex, type Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RigidBody } from '../rapier.ts';

/**
 * The engine's body of that name.
 *
 * @throws {@link ToolkitError} `argument/invalid` where the episode has none.
 */
export function builtBody(episode: Episode, { bodies }: BuiltWorld, name: string): RigidBody {
  const body = bodies[bodyIndex(episode, name)];
  if (body === undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `What acts in ${episode.scene} must move bodies of the episode, got "${name}".`,
      'Correct the episode or its scene.',
    );
  }
  return body;
}
