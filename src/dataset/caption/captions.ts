/** A stretch of a clip and what is done in it. */
export type CaptionAction = {
  /** `0:00-0:17`, minutes and seconds since the window's first frame. */
  readonly time: string;
  readonly description: string;
};

/** Something that is seen. */
export type CaptionSubject = {
  readonly description: string;
  readonly action: string;
};

/**
 * Cosmos 3's structured caption without what follows from an export's own size and rate: `withVideo` adds that.
 * Field names are Cosmos 3's.
 */
export type CaptionJson = {
  readonly subjects: readonly CaptionSubject[];
  readonly background_setting: string;
  readonly lighting: string;
  readonly aesthetics: string;
  readonly cinematography: {
    readonly camera_motion: string;
    readonly framing: string;
    readonly camera_angle: string;
  };
  readonly actions: readonly CaptionAction[];
  /** The dense narrative. */
  readonly temporal_caption: string;
};

/** What a clip says in words; every sentence is true of what its camera shows. */
export type Captions = {
  /** What is seen, and what happens when: a paragraph. */
  readonly dense: string;
  /** A few sentences. */
  readonly medium: string;
  /** One or two sentences. */
  readonly short: string;
  readonly json: CaptionJson;
};

/** The video that a caption goes with. */
export type CaptionVideo = {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames a second. */
  readonly fps: number;
  readonly frames: number;
};

/** A structured caption with all that Cosmos 3 wants of it. */
export type VideoCaptionJson = CaptionJson & {
  readonly resolution: { readonly H: number; readonly W: number };
  /** As `16,9`: the nearest that Cosmos 3's size table has. */
  readonly aspect_ratio: string;
  /** As `5s`. */
  readonly duration: string;
  readonly fps: number;
};

/** The ratios of Cosmos 3's size table, width over height. */
const ASPECTS = [
  ['16,9', 16 / 9],
  ['4,3', 4 / 3],
  ['1,1', 1],
  ['3,4', 3 / 4],
  ['9,16', 9 / 16],
] as const;

const aspectOf = (ratio: number): string =>
  ASPECTS.reduce((best, one) =>
    Math.abs(Math.log(one[1] / ratio)) < Math.abs(Math.log(best[1] / ratio)) ? one : best,
  )[0];

/** A structured caption with what follows from the size, rate and length of its video. */
export function withVideo(json: CaptionJson, { width, height, fps, frames }: CaptionVideo): VideoCaptionJson {
  return {
    ...json,
    resolution: { H: height, W: width },
    aspect_ratio: aspectOf(width / height),
    duration: `${Math.round(frames / fps)}s`,
    fps,
  };
}
