/** What is wrong with the frames that a source predicts of one clip, whatever they show; they are scored as they are. */
export type FrameFlaws = {
  /** From so many frames ahead on the model returned NaN or infinity, and its frames are black; null = never. */
  readonly nonFiniteFrom: number | null;
  /** Frames of one colour, without those. */
  readonly blank: number;
};

/** Whether a frame shows one colour alone: sRGB 8 bit, shape [height, width, 3]. */
export function isBlank(frame: Uint8Array): boolean {
  for (let i = 3; i < frame.length; i++) if (frame[i] !== frame[i - 3]) return false;
  return true;
}

/** The flaws of a clip's predicted frames; null without any. */
export function frameFlaws(frames: readonly Uint8Array[], nonFiniteFrom: number | null): FrameFlaws | null {
  const finite = nonFiniteFrom === null ? frames : frames.slice(0, nonFiniteFrom - 1);
  const blank = finite.filter(isBlank).length;
  return blank === 0 && nonFiniteFrom === null ? null : { nonFiniteFrom, blank };
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What a report says of a model's flaws, a sentence each; none without any. */
export function flawCautions(model: string, clips: readonly (FrameFlaws | null | undefined)[]): string[] {
  const flawed = clips.filter((flaws) => flaws != null);
  const broken = flawed.flatMap(({ nonFiniteFrom }) => nonFiniteFrom ?? []);
  const blank = flawed.filter((flaws) => flaws.blank > 0);
  const frames = blank.reduce((sum, flaws) => sum + flaws.blank, 0);
  return [
    ...(broken.length === 0
      ? []
      : [
          `${model} returned NaN or infinity in ${broken.length} of ${plural(clips.length, 'clip')}, first ${plural(Math.min(...broken), 'frame')} ahead: from there on its frames are scored as black.`,
        ]),
    ...(blank.length === 0
      ? []
      : [
          `${model} predicts ${plural(frames, 'frame')} of a single colour in ${blank.length} of ${plural(clips.length, 'clip')}: they are scored as they are.`,
        ]),
  ];
}
