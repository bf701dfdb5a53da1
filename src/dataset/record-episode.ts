import { join } from 'node:path';
import type { BodyDynamics } from '../core/body-dynamics.ts';
import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { type Frame, isImage } from '../core/frame.ts';
import type { FrameBoxes } from '../core/recorded-episode.ts';
import type { Table } from '../core/table.ts';
import type { Outcome } from '../core/task.ts';
import { encodeParquet } from '../media/parquet.ts';
import { sha256 } from '../media/sha256.ts';
import { syncFolder, writeFileSynced } from '../media/write-file.ts';
import { boxesTable } from './boxes-table.ts';
import { cameraFacts } from './camera-facts.ts';
import type { ChosenMotion } from './choose-motion.ts';
import { episodeFacts, eventLine } from './episode-facts.ts';
import {
  type ImageTrack,
  type ImageTracks,
  type ImageTracksRequest,
  openImageTracks,
  type TrackImages,
} from './image-tracks.ts';
import { EPISODE_FILES, jsonText, modalityFile, sensorFile } from './layout.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { encodingFacts, planClasses, planEncodings, planIds } from './plan-file.ts';
import { episodeCameras, type RecordedCamera } from './recorded-camera.ts';
import type { FileRecord } from './shard-record.ts';
import { stepsTable } from './steps-table.ts';
import { truthFacts } from './truth-facts.ts';

/** One simulated frame as it is recorded; the arrays stay as they are until the next but one. */
export type RecordedFrame = {
  readonly frame: number;
  readonly state: WorldState;
  /** Held during [k, k + 1). */
  readonly action: Float32Array | null;
  /** What happened in (k − 1, k]. */
  readonly events: readonly EpisodeEvent[];
  /** By camera name; of those that take this frame. */
  readonly views: Readonly<Record<string, Frame>>;
  /** For what led here; 0 after the task's first end. */
  readonly reward: number;
  /** From the task's first end on. */
  readonly terminated: boolean;
  /** Of the episode as far as it went. */
  readonly outcome: Outcome | null;
  readonly dynamics: BodyDynamics;
  /** Of an impossible twin: the physics step from which its law is broken; `null` until then. */
  readonly brokenAt: number | null;
  /** With the last frame, all that the sensors read in the episode, by their names; before, `null`. */
  readonly sensors: Readonly<Record<string, Table>> | null;
};

/** What an episode's folder is made from. */
export type RecordRequest = {
  readonly plan: Plan;
  readonly planned: PlannedEpisode;
  readonly episode: Episode;
  /** How it was chosen to be played; default `null`: as its seed says. */
  readonly motion?: ChosenMotion | null;
  readonly frames: AsyncIterable<RecordedFrame>;
  /** Starts the videos; default in this thread. */
  readonly openTracks?: (request: ImageTracksRequest) => Promise<ImageTracks>;
};

/** Milliseconds; the stages overlap. Never on the disk. */
export type RecordTimings = {
  /** Waiting for physics and drawing. */
  readonly simulateMs: number;
  /** Encoding, in the thread that does it. */
  readonly encodeMs: number;
  /** Finishing files, with nothing drawn meanwhile. */
  readonly finishMs: number;
  /** From beginning to end. */
  readonly recordMs: number;
};

/** What was written, and where the time went. */
export type RecordedEpisode = {
  /** Sorted by path. */
  readonly files: readonly FileRecord[];
  readonly timings: RecordTimings;
};

/** What is kept of the frames until the episode ends. */
type Kept = {
  readonly steps: Omit<RecordedFrame, 'views' | 'sensors'>[];
  readonly boxes: Map<string, FrameBoxes[]>;
  sensors: Readonly<Record<string, Table>>;
  simulateMs: number;
};

function tracksRequest(dir: string, plan: Plan, cameras: readonly RecordedCamera[]): ImageTracksRequest {
  const encodings = planEncodings(plan);
  const tracks = cameras.flatMap(({ name: camera, modalities, width, height, every }) =>
    modalities.filter(isImage).map(
      (modality): ImageTrack => ({
        ...{ camera, modality, width, height, every },
        path: modalityFile(camera, modality, encodings),
      }),
    ),
  );
  return { dir, fps: plan.fps, encoding: encodingFacts(plan), tracks };
}

/**
 * Writes one episode's folder while its frames come, and waits until the disk has all of it.
 *
 * @param dir - A folder that is not there yet.
 * @throws {@link ToolkitError} `file/write`, `media/*`, and whatever the frames throw.
 */
export async function recordEpisode(dir: string, request: RecordRequest): Promise<RecordedEpisode> {
  const { plan, planned, frames, openTracks = openImageTracks } = request;
  const start = performance.now();
  const cameras = episodeCameras(plan, planned.scene);
  const wanted = tracksRequest(dir, plan, cameras);
  const tracks = await openTracks(wanted);
  try {
    const kept = await takeFrames(frames, wanted.tracks, tracks, cameras);
    if (kept.steps.length !== plan.frames) {
      throw new ToolkitError(
        'dataset/damaged',
        `Episode ${planned.id} must have ${plan.frames} frames, got ${kept.steps.length}.`,
        'Report this: the simulator stopped early.',
      );
    }
    const drawn = performance.now();
    const { files: videos, encodeMs } = await tracks.finish();
    const tables = await writeTables(dir, request, kept);
    const folders = new Set([...videos, ...tables].map(({ path }) => join(dir, path, '..')));
    for (const folder of folders) await syncFolder(folder);
    const files = [...tables, ...videos].sort((a, b) => (a.path < b.path ? -1 : 1));
    const end = performance.now();
    const { simulateMs } = kept;
    return { files, timings: { simulateMs, encodeMs, finishMs: end - drawn, recordMs: end - start } };
  } catch (error) {
    await tracks.abort();
    throw error;
  }
}

/** Passes frame after frame on; the next is asked for first, so that it is drawn meanwhile. */
async function takeFrames(
  frames: AsyncIterable<RecordedFrame>,
  wanted: readonly ImageTrack[],
  tracks: ImageTracks,
  cameras: readonly RecordedCamera[],
): Promise<Kept> {
  const boxed = cameras.filter(({ modalities }) => modalities.includes('boxes'));
  const kept: Kept = {
    ...{ steps: [], sensors: {}, simulateMs: 0 },
    boxes: new Map(boxed.map(({ name }) => [name, []])),
  };
  const source = frames[Symbol.asyncIterator]();
  const next = async (): Promise<IteratorResult<RecordedFrame>> => {
    const asked = performance.now();
    const result = await source.next();
    kept.simulateMs += performance.now() - asked;
    return result;
  };
  try {
    let current = await next();
    while (!current.done) {
      const { views, sensors, ...step } = current.value;
      const coming = next();
      coming.catch(() => undefined);
      await tracks.write(imagesOf(step.frame, views, wanted));
      for (const { name, every } of boxed) {
        if (step.frame % every !== 0) continue;
        kept.boxes.get(name)?.push({ frame: step.frame, boxes: views[name]?.boxes ?? [] });
      }
      kept.steps.push(step);
      kept.sensors = sensors ?? kept.sensors;
      current = await coming;
    }
  } finally {
    await source.return?.();
  }
  return kept;
}

/** The images of the tracks that take this frame. */
const imagesOf = (
  frame: number,
  views: Readonly<Record<string, Frame>>,
  tracks: readonly ImageTrack[],
): TrackImages =>
  tracks.flatMap(({ camera, modality, every }, track) => {
    if (frame % every !== 0) return [];
    const image = views[camera]?.images[modality];
    if (image !== undefined) return [[track, image] as const];
    throw new ToolkitError(
      'dataset/damaged',
      `Frame ${frame} of camera ${camera} must have ${modality}, got none.`,
      'Report this: the simulator did not draw it.',
    );
  });

/** Writes everything of an episode that is no video. */
async function writeTables(
  dir: string,
  { plan, planned, episode, motion = null }: RecordRequest,
  { steps, boxes, sensors }: Kept,
): Promise<readonly FileRecord[]> {
  const encodings = planEncodings(plan);
  const { outcome = null, brokenAt = null } = steps.at(-1) ?? {};
  const facts = episodeFacts(plan, planned, episode, planIds(plan), planClasses(plan), {
    ...{ outcome, motion, brokenAt },
  });
  const states = steps.map(({ state }) => state);
  const contents: readonly (readonly [path: string, content: string | Uint8Array])[] = [
    [EPISODE_FILES.facts, jsonText({ ...facts, truth: truthFacts(episode, plan.fps, steps) })],
    [EPISODE_FILES.cameras, jsonText(cameraFacts(plan, episode, states))],
    [EPISODE_FILES.events, steps.flatMap(({ events }) => events.map(eventLine)).join('')],
    [EPISODE_FILES.steps, encodeParquet(stepsTable(episode, plan.fps, steps))],
    ...[...boxes].map(
      ([camera, rows]) =>
        [modalityFile(camera, 'boxes', encodings), encodeParquet(boxesTable(rows))] as const,
    ),
    ...episode.sensors.map(({ name }) => [sensorFile(name), encodeParquet(readings(sensors, name))] as const),
  ];
  const records: FileRecord[] = [];
  for (const [path, content] of contents) {
    await writeFileSynced(join(dir, path), content);
    records.push({ path, bytes: Buffer.byteLength(content), sha256: sha256(content) });
  }
  return records;
}

/** What one sensor read. */
function readings(sensors: Readonly<Record<string, Table>>, name: string): Table {
  const table = sensors[name];
  if (table !== undefined) return table;
  throw new ToolkitError(
    'dataset/damaged',
    `An episode must have the readings of its sensor ${name}, got none.`,
    'Report this: the simulator did not read it.',
  );
}
