import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asideName } from '../../dataset/commit.ts';
import { systemCode, writeError } from '../../media/file-error.ts';
import { hashFile } from '../../media/sha256.ts';
import { openVideoWriter, type VideoWriter } from '../../media/video-writer.ts';
import { syncFile, syncFolder } from '../../media/write-file.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import type { FramesPlace, ReportVideo } from './report.ts';

/** The folder of a report's videos. */
export const CLIPS_FOLDER = 'clips';

/** A video's path within the report: named by its hash, so that what one report names no other changes. */
export const VIDEO_PATH = /^clips\/[0-9a-f]{32}\.mp4$/;

type Row = {
  readonly index: number;
  readonly aside: string;
  readonly writer: VideoWriter;
  readonly size: Pick<ReportVideo, 'width' | 'height' | 'fps'>;
  frames: number;
};

/** The run of true frames that was written last: clips of one camera overlap, and share them. */
type Run = { readonly name: string; readonly start: number; readonly first: number; readonly row: Row };

/** Frames of an evaluation's clips on their way into its report's folder. */
export type ReportVideos = {
  /** Takes a clip's true frames, the context first; says where the one after the context stands. */
  readonly addTruth: (clip: EvaluatedClip) => Promise<FramesPlace>;
  /** Takes what one row of predictions says of a clip. */
  readonly addPredicted: (
    model: string,
    clip: EvaluatedClip,
    frames: readonly Uint8Array[],
  ) => Promise<FramesPlace>;
  /**
   * Finishes the videos so far and puts them into the folder, where nothing names them yet; what is added later
   * goes into new ones.
   */
  readonly seal: () => Promise<readonly ReportVideo[]>;
  readonly abort: () => Promise<void>;
};

/** A clip's id without its start, and its start. */
function runOf({ id, cluster }: EvaluatedClip): { readonly name: string; readonly start: number } {
  const dot = id.lastIndexOf('.');
  return { name: `${cluster} ${id.slice(0, dot)}`, start: Number(id.slice(dot + 1)) };
}

/**
 * Packs the frames of many clips into few lossless videos: one for each frame size and row of predictions, one
 * for the truth, clip after clip.
 *
 * @param staging - A folder on the same disk, to write aside.
 * @param before - How many videos the report has already: places are counted on from there.
 */
export function openReportVideos(out: string, staging: string, before = 0): ReportVideos {
  const rows = new Map<string, Row>();
  let sealed = before;
  let run: Run | null = null;

  const rowOf = async (model: string | null, { width, height, fps }: EvaluatedClip): Promise<Row> => {
    const size = { width, height, fps };
    const key = JSON.stringify([model, size]);
    const known = rows.get(key);
    if (known !== undefined) return known;
    const aside = `${asideName(staging, 'clips')}.mp4`;
    const writer = await openVideoWriter(aside, { pixel: 'rgb24', ...size });
    const row: Row = { index: sealed + rows.size, aside, writer, size, frames: 0 };
    rows.set(key, row);
    return row;
  };

  const append = async (row: Row, frames: readonly Uint8Array[]): Promise<void> => {
    row.frames += frames.length;
    await Promise.all(frames.map((frame) => row.writer.write(frame)));
  };

  return {
    async addTruth(clip) {
      const row = await rowOf(null, clip);
      const { name, start } = runOf(clip);
      const held = run?.row === row && run.name === name ? row.frames - run.first - (start - run.start) : 0;
      if (run === null || start < run.start || held <= 0) run = { name, start, first: row.frames, row };
      const at = run.first + start - run.start;
      await append(row, [...clip.context, ...clip.truth].slice(Math.max(0, row.frames - at)));
      return { video: row.index, first: at + clip.context.length };
    },
    async addPredicted(model, clip, frames) {
      const row = await rowOf(model, clip);
      const first = row.frames;
      await append(row, frames);
      return { video: row.index, first };
    },
    async seal() {
      const videos: ReportVideo[] = [];
      for (const row of rows.values()) {
        await row.writer.close();
        videos.push(await commitVideo(out, row));
      }
      if (videos.length > 0) await syncFolder(join(out, CLIPS_FOLDER));
      sealed += videos.length;
      rows.clear();
      run = null;
      return videos;
    },
    async abort() {
      for (const { writer } of rows.values()) await writer.abort();
    },
  };
}

async function commitVideo(out: string, { aside, size, frames }: Row): Promise<ReportVideo> {
  const { bytes, sha256 } = await hashFile(aside);
  const path = `${CLIPS_FOLDER}/${sha256.slice(0, 32)}.mp4`;
  await syncFile(aside);
  try {
    await mkdir(join(out, CLIPS_FOLDER), { recursive: true });
    await rename(aside, join(out, path));
  } catch (cause) {
    throw writeError(join(out, path), cause);
  }
  return { path, ...size, frames, bytes, sha256 };
}

/**
 * Takes away the videos that the folder's report does not name: those of the report before.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function dropOtherVideos(out: string, videos: readonly ReportVideo[]): Promise<void> {
  const kept = new Set(videos.map(({ path }) => path));
  const folder = join(out, CLIPS_FOLDER);
  try {
    const paths = (await readdir(folder)).map((name) => `${CLIPS_FOLDER}/${name}`);
    for (const path of paths)
      if (VIDEO_PATH.test(path) && !kept.has(path)) await rm(join(out, path), { force: true });
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') throw writeError(folder, cause);
  }
}
