import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Arm } from '../../core/robot.ts';
import { type SerialChain, serialChain } from './serial-chain.ts';

/**
 * The chain of an episode's arm, from its base to its tool.
 *
 * @throws {@link ToolkitError} `argument/invalid` where no joints lead there.
 */
export function armChain({ base, hand, handFromTool }: Arm, episode: Pick<Episode, 'joints'>): SerialChain {
  const chain = serialChain(episode, base, hand, handFromTool);
  if (chain !== null && chain.joints.length > 0) return chain;
  throw new ToolkitError(
    'argument/invalid',
    `Joints that turn or slide must lead from the arm's base "${base}" to its hand "${hand}", got none.`,
    'Correct the episode or its scene.',
  );
}
