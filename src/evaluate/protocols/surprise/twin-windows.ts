import type { DatasetEpisode } from '../../../dataset/open-dataset.ts';
import { readEpisodeFacts } from '../../../dataset/read-episode.ts';
import { readFrames } from '../../../dataset/read-frames.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { movedPixels } from '../../../metrics/moved-pixels.ts';
import { MIN_VISIBLE_PX } from '../../../metrics/presence.ts';
import type { EvaluatedData } from '../../evaluated-data.ts';
import type { Protocol } from '../../protocol.ts';
import { readOneClip } from '../read-one-clip.ts';

/** Which twins, by which camera. */
export type TwinsSeen = {
  /** The possible one's cluster, which names it in a run of several datasets. */
  readonly pair: string;
  readonly scene: string;
  readonly camera: string;
};

/** Why twins are not asked about. */
export type NotAsked = TwinsSeen & { readonly why: string };

/** Two films that are one until a law is broken, from where the body was last seen before. */
export type TwinWindow = TwinsSeen & {
  readonly law: string;
  /** The first frame that shows the broken law, and the last one that the model sees. */
  readonly broken: number;
  readonly seen: number;
  /** The possible film; its context ends with the frame `seen`. */
  readonly clip: EvaluatedClip;
  /** Where in the clip's truth the films part. */
  readonly parted: number;
  /** The impossible film from there on, sRGB 8 bit, shape [height, width, 3], and its instance ids. */
  readonly impossible: readonly Uint8Array[];
  readonly impossibleIds: readonly Uint16Array[];
  /** Bodies that can move in either film. */
  readonly bodies: readonly number[];
};

type Twins = { readonly possible: DatasetEpisode; readonly impossible: DatasetEpisode };

/** The twins of a dataset of which both are there. */
export function twinsOf({ dataset }: EvaluatedData): Twins[] {
  return dataset.episodes.flatMap((impossible) => {
    const possible = dataset.episodes.find(({ id }) => id === impossible.parent);
    return impossible.impossible && possible !== undefined ? [{ possible, impossible }] : [];
  });
}

/** The last of the frames in which a body shows enough pixels to be seen; −1 for none. */
function lastSeen(ids: readonly ArrayLike<number>[], body: number): number {
  for (let frame = ids.length - 1; frame >= 0; frame--) {
    let pixels = 0;
    const image = ids[frame] as ArrayLike<number>;
    for (let i = 0; i < image.length; i++) if (image[i] === body) pixels += 1;
    if (pixels >= MIN_VISIBLE_PX) return frame;
  }
  return -1;
}

/** Whether films differ enough in one of their frames for an eye to tell. */
const differ = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.some((frame, i) => {
    const moved = movedPixels(frame, b[i] as Uint8Array);
    return moved.reduce((sum, one) => sum + one, 0) >= MIN_VISIBLE_PX;
  });

async function readWindow(
  data: EvaluatedData,
  { context, horizon }: Protocol,
  { possible, impossible }: Twins,
  camera: string,
): Promise<TwinWindow | NotAsked> {
  const { dataset, names } = data;
  const { id, scene } = possible;
  const which = { pair: names.clusterOf(id), scene: names.sceneOf(scene), camera };
  const { violation, bodies } = await readEpisodeFacts(dataset, impossible.id);
  const broken = violation?.frame ?? null;
  if (violation === null || broken === null || broken >= dataset.plan.frames)
    return { ...which, why: 'the law is not broken within the film' };
  const idOf = (name: string | null): number[] =>
    bodies.flatMap((one) => (one.name === name ? [one.id] : []));
  const before = await readFrames(dataset, id, camera, 'instance_id', 0, broken);
  const seen = lastSeen(before, idOf(violation.body)[0] ?? 0);
  if (seen < context - 1) return { ...which, why: 'the body is not in view for long enough before' };
  const length = Math.min(horizon, dataset.plan.frames - seen - 1);
  const parted = broken - seen - 1;
  if (parted >= length) return { ...which, why: 'the law is broken beyond the horizon' };
  const start = seen - context + 1;
  const clip = await readOneClip(data, possible, camera, { start, context, horizon: length });
  const twin = [dataset, impossible.id, camera] as const;
  const rgb = await readFrames(...twin, 'rgb', broken, length - parted);
  const ids = await readFrames(...twin, 'instance_id', broken, length - parted);
  if (!differ(clip.truth.slice(parted), rgb)) return { ...which, why: 'the films look alike to the horizon' };
  return {
    ...{ ...which, law: violation.law, broken, seen, clip, parted, impossible: rgb },
    impossibleIds: ids.map((image) => Uint16Array.from(image)),
    bodies: [...clip.foregroundIds, ...idOf(violation.into)],
  };
}

/**
 * Reads the twins of a dataset, each by every camera that the rollout looks through.
 *
 * @param wanted Those to read; default all.
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function* readTwinWindows(
  data: EvaluatedData,
  protocol: Protocol,
  wanted: (which: TwinsSeen) => boolean = () => true,
): AsyncGenerator<TwinWindow | NotAsked> {
  for (const twins of twinsOf(data)) {
    const { id, scene } = twins.possible;
    const clips = data.clips.filter(({ episode }) => episode === id);
    for (const camera of new Set(clips.map((clip) => clip.camera))) {
      const which = { pair: data.names.clusterOf(id), scene: data.names.sceneOf(scene), camera };
      if (wanted(which)) yield readWindow(data, protocol, twins, camera);
    }
  }
}
