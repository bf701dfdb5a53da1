import { ToolkitError } from '../../core/error.ts';
import type { EpisodeFacts } from '../../core/recorded-episode.ts';
import { robotBodies } from '../../dataset/robot-bodies.ts';

/** Labels are bytes: 0 and 1 are taken. */
const MAX_OTHERS = 254;

/**
 * The label of every instance id of an episode: 0 what cannot move, 1 the robot, 2…255 the other bodies that can, in
 * the episode's order.
 *
 * @returns By instance id, 0…65,535.
 * @throws {@link ToolkitError} `pack/input` when there are more than 254 others.
 */
export function labelBodies(facts: Pick<EpisodeFacts, 'id' | 'robot' | 'joints' | 'bodies'>): Uint8Array {
  const robot = robotBodies(facts);
  const movable = facts.bodies.filter(({ motion }) => motion !== 'fixed');
  const others = movable.filter(({ name }) => !robot.has(name));
  if (others.length > MAX_OTHERS) {
    throw new ToolkitError(
      'pack/input',
      `An episode must have at most ${MAX_OTHERS} bodies that can move beside its robot to be packed, and ${facts.id} has ${others.length}.`,
      'Leave its scene out of the datasets that are packed.',
    );
  }
  const labels = new Uint8Array(65_536);
  for (const { name, id } of movable) if (robot.has(name)) labels[id] = 1;
  for (const [i, { id }] of others.entries()) labels[id] = 2 + i;
  return labels;
}
