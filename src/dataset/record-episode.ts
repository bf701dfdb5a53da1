import { createHash, type Hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { intrinsicsFromFov } from '../core/camera.ts';
import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Frame, Modality } from '../core/frame.ts';
import { writeError } from '../media/file-error.ts';
import { encodeParquet } from '../media/parquet.ts';
import { hashFile, sha256 } from '../media/sha256.ts';
import { frameBytes, type VideoFrame } from '../media/video-format.ts';
import { openVideoWriter, type VideoWriter } from '../media/video-writer.ts';
import { syncFile, syncFolder, writeFileSynced } from '../media/write-file.ts';
import { encodeDepth } from './depth.ts';
import { EPISODE_FILES, jsonText, LAYOUT, modalityPixel, videoFile } from './layout.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
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

/**
 * Writes one episode's folder while its frames come, and waits until the disk has all of it.
 *
 * @param dir - A folder that is not there yet.
 * @throws {@link ToolkitError} `file/write`, `media/*`, and whatever the frames throw.
 */
export async function recordEpisode(dir: string, request: RecordRequest): Promise<RecordedEpisode> {
  const { plan, planned, episode, ids } = request;
  const tracks: Track[] = [];
  const recorded: Omit<RecordedFrame, 'views'>[] = [];
  let [simulateMs, encodeMs] = [0, 0];
  let clock = performance.now();
  const lap = (): number => -clock + (clock = performance.now());
  try {
    for (const camera of planned.cameras)
      for (const modality of plan.modalities) tracks.push(await openTrack(dir, plan, ids, camera, modality));
    encodeMs += lap();
    const source = request.frames[Symbol.asyncIterator]();
    try {
      // The next frame is asked for before this one is encoded, so that the GPU draws meanwhile.
      let current = await source.next();
      while (!current.done) {
        const { views, ...rest } = current.value;
        simulateMs += lap();
        const next = source.next();
        next.catch(() => undefined);
        await Promise.all(tracks.map((track) => track.write(views)));
        recorded.push(rest);
        encodeMs += lap();
        current = await next;
      }
    } finally {
      await source.return?.();
    }
    if (recorded.length !== plan.frames)
      throw new ToolkitError(
        'dataset/damaged',
        `Episode ${planned.id} must have ${plan.frames} frames, got ${recorded.length}.`,
        'Report this: the simulator stopped early.',
      );
    simulateMs += lap();
    const videos: FileRecord[] = [];
    for (const track of tracks) videos.push(await track.finish());
    const texts: readonly [string, string | Uint8Array][] = [
      [EPISODE_FILES.facts, jsonText(episodeFacts(request))],
      [EPISODE_FILES.cameras, jsonText(cameraFacts(plan, planned, episode))],
      [EPISODE_FILES.events, recorded.flatMap(({ events }) => events.map(eventLine)).join('')],
      [EPISODE_FILES.steps, encodeParquet(stepsTable(episode, plan.fps, recorded))],
    ];
    const tables: FileRecord[] = [];
    for (const [path, content] of texts) {
      await writeFileSynced(join(dir, path), content);
      tables.push({ path, bytes: Buffer.byteLength(content), sha256: sha256(content) });
    }
    for (const folder of [...planned.cameras.map((camera) => join(dir, camera)), dir]) await syncFolder(folder);
    const files = [...tables, ...videos].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files, timings: { simulateMs, encodeMs, finishMs: lap() } };
  } catch (error) {
    await Promise.all(tracks.map((track) => track.abort()));
    throw error;
  }
}

/** One camera's video of one modality being written. */
type Track = {
  write(views: Readonly<Record<string, Frame>>): Promise<void>;
  finish(): Promise<FileRecord>;
  abort(): Promise<void>;
};

async function openTrack(
  dir: string,
  { width, height, fps, depthScaleM }: Plan,
  ids: RecordRequest['ids'],
  camera: string,
  modality: Modality,
): Promise<Track> {
  const path = videoFile(camera, modality, ids);
  const file = join(dir, path);
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw writeError(file, error);
  });
  const pixel = modalityPixel(modality, ids);
  const writer: VideoWriter = await openVideoWriter(file, { pixel, width, height, fps });
  const hash: Hash = createHash('sha256');
  const pixels = (frame: Frame): VideoFrame => {
    if (modality === 'rgb') return frame.rgb;
    if (modality === 'depth_z_m') return encodeDepth(frame.depthZ, depthScaleM);
    return pixel === 'gray8' ? Uint8Array.from(frame.instanceId) : frame.instanceId;
  };
  return {
    async write(views) {
      const frame = pixels(views[camera] as Frame);
      hash.update(frameBytes(frame));
      await writer.write(frame);
    },
    async finish() {
      const frames = await writer.close();
      await syncFile(file);
      return { path, ...(await hashFile(file)), frames, framesSha256: hash.digest('hex') };
    },
    abort: () => writer.abort(),
  };
}

const eventLine = ({ kind, time, frame, a, b }: EpisodeEvent): string =>
  `${JSON.stringify({ kind, time, frame, a, b })}\n`;

function episodeFacts({ plan, planned, episode, ids }: RecordRequest): unknown {
  const { robot } = episode;
  return {
    layout: LAYOUT,
    ...{ id: planned.id, scene: planned.scene, index: planned.index, seed: planned.seed, split: planned.split },
    ...{ frames: plan.frames, fps: plan.fps, width: plan.width, height: plan.height },
    ...{ physics_rate_hz: episode.physicsRate, solver_iterations: episode.solverIterations },
    ...{ gravity: episode.gravity, background: episode.background, parameters: episode.parameters },
    robot:
      robot === null
        ? null
        : { kind: robot.kind, body: robot.body, max_speed: robot.maxSpeed, workspace: robot.workspace },
    lights: episode.lights,
    bodies: episode.bodies.map((body) => ({
      name: body.name,
      id: ids[body.name],
      shape: body.shape,
      motion: body.motion,
      color: body.material.color,
      material: body.material,
      position: body.position,
      orientation: body.orientation,
      linear_velocity: body.linearVelocity,
      angular_velocity: body.angularVelocity,
    })),
  };
}

function cameraFacts({ width, height }: Plan, { cameras }: PlannedEpisode, episode: Episode): unknown {
  return {
    layout: LAYOUT,
    cameras: episode.cameras
      .filter(({ name }) => cameras.includes(name))
      .map(({ name, fovDeg, near, far, worldFromCamera }) => ({
        name,
        ...intrinsicsFromFov(fovDeg, width, height),
        ...{ near, far, world_from_camera: worldFromCamera },
      })),
  };
}
