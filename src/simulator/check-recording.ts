import { checkAction } from '../core/check-action.ts';
import type { Episode } from '../core/episode.ts';
import type { Recording } from '../core/recording.ts';
import { checkHand } from '../physics/hand.ts';
import { actionSpec } from '../physics/robots/robot-controller.ts';

/**
 * Refuses a recording whose commands its episode cannot take.
 *
 * @param source - What errors call it.
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkRecording(episode: Episode, { commands }: Recording, source: string): void {
  const spec = actionSpec(episode);
  commands.forEach(({ action, hand }, frame) => {
    const given = action === null ? null : Float32Array.from(action);
    checkAction(spec, given, `${source}: commands[${frame}].action`);
    if (hand !== null) checkHand(episode, hand, `${source}: commands[${frame}].hand`);
  });
}
