import * as z from 'zod';
import { ToolkitError } from '../../core/error.ts';
import { camelKeys, snakeKeys } from '../../core/key-case.ts';

/** The split that may be learnt from. */
export const TRAINING_SPLIT = 'train';

/** One episode as one camera saw it. */
export type PackClip = {
  /** Places in the index's lists. */
  readonly dataset: number;
  readonly scene: number;
  /** Its id in its dataset. */
  readonly episode: string;
  readonly camera: string;
  readonly frames: number;
  /** Numbers of its own actions; the rest of a row is zeros. */
  readonly actionDim: number;
  /** A digit a frame: 1 where something has moved since the frame before. The first is 0. */
  readonly moves: string;
  /** CRC-32 of its pictures, labels and depths. */
  readonly crc32: number;
};

/** What a pack holds. Clips lie in this order, one after another. */
export type PackIndex = {
  /** Of which split all its episodes are. */
  readonly split: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Numbers in a row of actions: as many as the widest has. */
  readonly actionDim: number;
  /** Present where it holds depths. */
  readonly depth?: true;
  /** Of all pictures, labels, depths and actions as they lie in the file: names the data. */
  readonly dataSha256: string;
  /** CRC-32 of the actions. */
  readonly actionsCrc32: number;
  /** By their folders' names and by the hash of plan.json. */
  readonly datasets: readonly { readonly name: string; readonly planSha256: string }[];
  /** Names; scenes of one name are one scene, whichever dataset they are from. */
  readonly scenes: readonly string[];
  readonly clips: readonly PackClip[];
};

const WHOLE = z.int().min(0);
const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const CRC = WHOLE.max(2 ** 32 - 1);
const NAME = z.string().min(1).max(255);
/** A camera takes at most as many. */
const FRAMES = z.int().min(1).max(1_000_000);
const ACTION_DIM = WHOLE.max(4096);

const INDEX_SCHEMA = z
  .strictObject({
    split: NAME,
    width: z.int().min(2).max(8192),
    height: z.int().min(2).max(8192),
    fps: z.int().min(1),
    action_dim: ACTION_DIM,
    depth: z.literal(true).optional(),
    data_sha256: HASH,
    actions_crc32: CRC,
    datasets: z.array(z.strictObject({ name: NAME, plan_sha256: HASH })).min(1),
    scenes: z.array(NAME).min(1),
    clips: z
      .array(
        z.strictObject({
          ...{ dataset: WHOLE, scene: WHOLE, episode: NAME, camera: NAME },
          ...{ frames: FRAMES, action_dim: ACTION_DIM, moves: z.string().regex(/^0[01]*$/), crc32: CRC },
        }),
      )
      .min(1),
  })
  .refine(
    ({ clips, datasets, scenes, action_dim }) =>
      clips.every(
        (clip) =>
          clip.dataset < datasets.length &&
          clip.scene < scenes.length &&
          clip.action_dim <= action_dim &&
          clip.moves.length === clip.frames,
      ),
    'a clip contradicts the rest',
  );

/** The text of an index as it stands in the file. */
export const indexText = (index: PackIndex): string => JSON.stringify(snakeKeys(index));

/** What to throw when a file is not a pack, or not whole. */
export const invalidPack = (file: string, what: string): ToolkitError =>
  new ToolkitError(
    'pack/invalid',
    `${file} must be a whole pack as worldwright wrote it, but ${what}.`,
    'Make it again with worldwright pack.',
  );

/** Reads an index; `file` is what errors call its pack. @throws {@link ToolkitError} `pack/invalid`. */
export function parseIndex(text: string, file: string): PackIndex {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidPack(file, 'its index is not JSON');
  }
  const result = INDEX_SCHEMA.safeParse(value);
  if (result.success) return camelKeys(result.data) as PackIndex;
  const issue = result.error.issues[0];
  throw invalidPack(file, `its index says at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`);
}

/** Bytes of a frame: of its picture, of its labels, of its depths (0 without), and of all. */
export type FrameBytes = {
  readonly rgb: number;
  readonly labels: number;
  readonly depth: number;
  readonly all: number;
};

/** How many bytes a frame of such a pack takes. */
export function frameBytes({
  width,
  height,
  depth,
}: Pick<PackIndex, 'width' | 'height' | 'depth'>): FrameBytes {
  const pixels = width * height;
  const own = depth === true ? pixels : 0;
  return { rgb: 3 * pixels, labels: pixels, depth: own, all: 4 * pixels + own };
}

/** Bytes between the header and the index. */
export function dataBytes(
  index: Pick<PackIndex, 'width' | 'height' | 'depth' | 'clips' | 'actionDim'>,
): number {
  const frames = index.clips.reduce((sum, clip) => sum + clip.frames, 0);
  return frames * (frameBytes(index).all + 4 * index.actionDim);
}
