import sharp from 'sharp';
import { ToolkitError } from '../../core/error.ts';
import type { Dataset } from '../open-dataset.ts';
import { readFrames } from '../read-frames.ts';
import { captionClip } from './caption-clip.ts';
import { type CaptionWindow, captionRequest } from './caption-request.ts';
import type { Captions } from './captions.ts';

/** What a user's own captioner is given. */
export type ClipToCaption = {
  readonly episode: string;
  readonly camera: string;
  /** Of the camera's pictures. */
  readonly window: CaptionWindow;
  /** Seconds between the pictures that are given. */
  readonly interval: number;
  /** PNG files, evenly over the window, the first picture first. */
  readonly pictures: readonly Uint8Array[];
  /** The captions made from the truth. */
  readonly captions: Captions;
};

/** What it gives back; what it leaves out stays as it is. */
export type OwnCaption = { readonly dense?: string; readonly medium?: string; readonly short?: string };

/** A user's own captioner. */
export type OwnCaptioner = (clip: ClipToCaption, signal: AbortSignal) => Promise<OwnCaption>;

/** Pictures that a captioner is given at most. */
const MOST_PICTURES = 8;
/** Characters of one caption at most: about the 2048 tokens of Cosmos 3's recipes. */
const MOST_CHARACTERS = 8000;

/**
 * Captions of a clip by a user's own captioner, which sees a few of its pictures and the captions from the truth.
 * Nothing checks what it says; `checkText` may.
 *
 * @param timeoutMs - How long it may take, default a minute.
 * @throws {@link ToolkitError} `caption/failed` where it fails, takes too long, or gives no captions; as `captionRequest`.
 */
export async function captionByOwn(
  dataset: Dataset,
  episode: string,
  camera: string,
  captioner: OwnCaptioner,
  { window, timeoutMs = 60_000 }: { readonly window?: CaptionWindow; readonly timeoutMs?: number } = {},
): Promise<Captions> {
  const request = await captionRequest(dataset, episode, camera, window);
  const captions = captionClip(request);
  const { start, count } = request.window;
  const every = Math.ceil(count / MOST_PICTURES);
  const frames = await readFrames(dataset, episode, camera, 'rgb', start, count);
  const raw = { width: request.camera.width, height: request.camera.height, channels: 3 } as const;
  const pictures = await Promise.all(
    frames.filter((_, k) => k % every === 0).map((frame) => sharp(frame, { raw }).png().toBuffer()),
  );
  const interval = (every * request.camera.every) / request.fps;
  const clip = { episode, camera, window: request.window, interval, pictures, captions };
  return withOwn(captions, await withinTime(captioner, clip, timeoutMs), `${episode} ${camera}`);
}

async function withinTime(captioner: OwnCaptioner, clip: ClipToCaption, timeoutMs: number): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`it took longer than ${timeoutMs / 1000} s`)));
  });
  try {
    return await Promise.race([captioner(clip, signal), late]);
  } catch (cause) {
    if (cause instanceof ToolkitError) throw cause;
    const why = signal.aborted
      ? `it took longer than ${timeoutMs / 1000} s`
      : cause instanceof Error
        ? cause.message
        : cause;
    throw failed(`${clip.episode} ${clip.camera}`, String(why), cause);
  }
}

/** What a captioner gave, over the captions from the truth. */
function withOwn(captions: Captions, own: unknown, clip: string): Captions {
  if (typeof own !== 'object' || own === null) throw failed(clip, 'it gave no object');
  const given = own as Readonly<Record<string, unknown>>;
  const text = (key: 'dense' | 'medium' | 'short'): string => {
    const value = given[key] ?? captions[key];
    if (typeof value !== 'string' || value.trim() === '') throw failed(clip, `its "${key}" is no text`);
    if (value.length > MOST_CHARACTERS)
      throw failed(
        clip,
        `its "${key}" has ${value.length} characters, where ${MOST_CHARACTERS} are the most`,
      );
    return value.trim();
  };
  const dense = text('dense');
  return {
    dense,
    medium: text('medium'),
    short: text('short'),
    json: { ...captions.json, temporal_caption: dense },
  };
}

/** A captioner that did not do what it should. */
export const failed = (clip: string, why: string, cause?: unknown): ToolkitError =>
  new ToolkitError(
    'caption/failed',
    `A captioner must give a caption of ${clip}, but ${why}.`,
    'Look at what the captioner says of it, or leave it out: the captions from the truth need none.',
    { cause },
  );
