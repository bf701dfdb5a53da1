import { join } from 'node:path';
import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Frame } from '../core/frame.ts';
import { encodeParquet } from '../media/parquet.ts';
import { sha256 } from '../media/sha256.ts';
import { syncFolder, writeFileSynced } from '../media/write-file.ts';
import { cameraFacts, episodeFacts, eventLine } from './episode-facts.ts';
import { EPISODE_FILES, jsonText } from './layout.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { openTrack, type Track } from './record-track.ts';
import type { FileRecord } from './shard-record.ts';
import { stepsTable } from './steps-table.ts';

/** One simulated frame as it is recorded; the arrays stay as they are until the next but one. */
export type RecordedFrame = {
  readonly frame: number;
  readonly state: WorldState;
  /** Held during [k, k + 1). */
  readonly action: Float32Array | null;
  /** What happened in (k − 1, k]. */
  readonly events: readonly EpisodeEvent[];
  /** By camera name. */
  readonly views: Readonly<Record<string, Frame>>;
};

/** What an episode's folder is made from. */
export type RecordRequest = {
  readonly plan: Plan;
  readonly planned: PlannedEpisode;
  readonly episode: Episode;
  /** Instance id of every body, by name. */
  readonly ids: Readonly<Record<string, number>>;
  readonly frames: AsyncIterable<RecordedFrame>;
};

/** What was written, and where the time went. */
export type RecordedEpisode = {
  /** Sorted by path. */
  readonly files: readonly FileRecord[];
  /** Wall milliseconds spent waiting for frames, encoding, and finishing files. Never on the disk. */
  readonly timings: { readonly simulateMs: number; readonly encodeMs: number; readonly finishMs: number };
};

/** A recorded frame without its pictures, which are in the videos by now. */
type Kept = Omit<RecordedFrame, 'views'>;

/** Adds up the wall time between calls under the names given. */
function stopwatch(): { readonly lap: (name: 'simulateMs' | 'encodeMs' | 'finishMs') => void } & {
  readonly timings: RecordedEpisode['timings'];
} {
  const timings = { simulateMs: 0, encodeMs: 0, finishMs: 0 };
  let last = performance.now();
  return {
    timings,
    lap(name) {
      const now = performance.now();
      timings[name] += now - last;
      last = now;
    },
  };
}

/**
 * Writes one episode's folder while its frames come, and waits until the disk has all of it.
 *
 * @param dir - A folder that is not there yet.
 * @throws {@link ToolkitError} `file/write`, `media/*`, and whatever the frames throw.
 */
export async function recordEpisode(dir: string, request: RecordRequest): Promise<RecordedEpisode> {
  const { plan, planned, ids } = request;
  const tracks: Track[] = [];
  const { lap, timings } = stopwatch();
  try {
    for (const camera of planned.cameras)
      for (const modality of plan.modalities) tracks.push(await openTrack(dir, plan, ids, camera, modality));
    lap('encodeMs');
    const kept = await encodeFrames(request.frames, tracks, lap);
    if (kept.length !== plan.frames) {
      throw new ToolkitError(
        'dataset/damaged',
        `Episode ${planned.id} must have ${plan.frames} frames, got ${kept.length}.`,
        'Report this: the simulator stopped early.',
      );
    }
    const videos: FileRecord[] = [];
    for (const track of tracks) videos.push(await track.finish());
    const tables = await writeTables(dir, request, kept);
    const folders = planned.cameras.map((camera) => join(dir, camera));
    for (const folder of [...folders, dir]) await syncFolder(folder);
    lap('finishMs');
    const files = [...tables, ...videos].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files, timings };
  } catch (error) {
    await Promise.all(tracks.map((track) => track.abort()));
    throw error;
  }
}

/** Encodes frame after frame; the next is asked for first, so that the GPU draws it meanwhile. */
async function encodeFrames(
  frames: AsyncIterable<RecordedFrame>,
  tracks: readonly Track[],
  lap: (name: 'simulateMs' | 'encodeMs') => void,
): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  const source = frames[Symbol.asyncIterator]();
  try {
    let current = await source.next();
    while (!current.done) {
      const { views, ...rest } = current.value;
      lap('simulateMs');
      const next = source.next();
      next.catch(() => undefined);
      await Promise.all(tracks.map((track) => track.write(views)));
      kept.push(rest);
      lap('encodeMs');
      current = await next;
    }
    lap('simulateMs');
  } finally {
    await source.return?.();
  }
  return kept;
}

/** Writes everything of an episode that is no video. */
async function writeTables(
  dir: string,
  { plan, planned, episode, ids }: RecordRequest,
  kept: readonly Kept[],
): Promise<readonly FileRecord[]> {
  const contents: readonly (readonly [path: string, content: string | Uint8Array])[] = [
    [EPISODE_FILES.facts, jsonText(episodeFacts(plan, planned, episode, ids))],
    [EPISODE_FILES.cameras, jsonText(cameraFacts(plan, planned, episode))],
    [EPISODE_FILES.events, kept.flatMap(({ events }) => events.map(eventLine)).join('')],
    [EPISODE_FILES.steps, encodeParquet(stepsTable(episode, plan.fps, kept))],
  ];
  const records: FileRecord[] = [];
  for (const [path, content] of contents) {
    await writeFileSynced(join(dir, path), content);
    records.push({ path, bytes: Buffer.byteLength(content), sha256: sha256(content) });
  }
  return records;
}
