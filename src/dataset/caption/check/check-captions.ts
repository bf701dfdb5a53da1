import type { CaptionRequest } from '../caption-request.ts';
import type { Captions } from '../captions.ts';
import { checkSentence } from './check-sentence.ts';
import { type ClipMeasures, measureClip } from './measure-clip.ts';

/** A sentence that is not true of its clip, or that cannot be read, and why. */
export type CaptionFault = { readonly sentence: string; readonly faults: readonly string[] };

/**
 * Reads what a text says of a clip (things with their colours, materials, sizes and counts; directions, times, speeds;
 * contacts; camera, light and surroundings) and compares it with the recording. It reads words, not the phrasings that
 * wrote them, and measures by itself; a word that it does not know is a fault.
 *
 * @returns Nothing where all is true.
 */
export const checkText = (text: string, request: CaptionRequest): readonly CaptionFault[] =>
  faultsOf(text, measureClip(request));

function faultsOf(text: string, clip: ClipMeasures): readonly CaptionFault[] {
  return text
    .split(/(?<=\.)\s+(?=[A-Z0-9])/)
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => {
      const faults = checkSentence(sentence, clip);
      return faults.length === 0 ? [] : [{ sentence, faults }];
    });
}

/** Checks all that captions say of a clip, as `checkText` does. */
export function checkCaptions(
  { dense, medium, short, json }: Captions,
  request: CaptionRequest,
): readonly CaptionFault[] {
  const clip = measureClip(request);
  const { camera_motion: motion, framing, camera_angle: angle } = json.cinematography;
  const texts = [
    ...[
      dense,
      medium,
      short,
      json.background_setting,
      json.lighting,
      json.aesthetics,
      motion,
      framing,
      angle,
    ],
    ...json.subjects.flatMap(({ description, action }) => [description, action]),
    ...json.actions.map(({ description }) => description),
  ];
  return texts.flatMap((text) => faultsOf(text, clip));
}
