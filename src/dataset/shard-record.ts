import * as z from 'zod';
import { ToolkitError } from '../core/error.ts';
import { sha256 } from '../media/sha256.ts';
import { EPISODE_FILES, jsonText, LAYOUT, modalityFile, sensorFile } from './layout.ts';
import { parseJson, quoted } from './parse-json.ts';
import type { Plan } from './plan.ts';
import { checkLayout, planEncodings } from './plan-file.ts';
import { episodeCameras } from './recorded-camera.ts';

/** A committed file: its path within its episode's folder, with `/` between names. */
export type FileRecord = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of a video: how many frames, and the SHA-256 of their pixels one after the other (little-endian). */
  readonly frames?: number;
  readonly framesSha256?: string;
};

/** The commit of one shard (one episode): whatever it lists is whole. */
export type ShardRecord = {
  /** The id of its episode. */
  readonly episode: string;
  /** Of plan.json. */
  readonly planSha256: string;
  /** Sorted by path. */
  readonly files: readonly FileRecord[];
  /** Why there is no such episode and none will be: then it has no files. */
  readonly discarded?: string;
};

/** The files of the folder of any episode of a scene, sorted: what its commit must list, no more and no less. */
export function expectedFiles(plan: Plan, scene: string): readonly string[] {
  const encodings = planEncodings(plan);
  const ofCameras = episodeCameras(plan, scene).flatMap(({ name, modalities }) =>
    modalities.map((modality) => modalityFile(name, modality, encodings)),
  );
  const sensors = plan.scenes.find(({ name }) => name === scene)?.scene.sensors ?? [];
  const ofSensors = sensors.map(({ name }) => sensorFile(name));
  return [...Object.values(EPISODE_FILES), ...ofCameras, ...ofSensors].sort();
}

const HASH = z.string().regex(/^[0-9a-f]{64}$/);

const SHARD_SCHEMA = z.strictObject({
  layout: z.literal(LAYOUT),
  episode: z.string().regex(/^[a-z][a-z0-9-]{0,63}-\d{6}(-cf\d{1,4}|-impossible)?$/),
  plan_sha256: HASH,
  files: z.array(
    z.strictObject({
      path: z.string().min(1).max(300),
      bytes: z.int().min(0),
      sha256: HASH,
      frames: z.int().min(1).optional(),
      frames_sha256: HASH.optional(),
    }),
  ),
  discarded: z.string().min(1).optional(),
  /** Of this file's own text without this field. */
  record_sha256: HASH,
});

/** The text of a shard's file. */
export function shardText({ episode, planSha256, files, discarded }: ShardRecord): string {
  const record = {
    layout: LAYOUT,
    episode,
    plan_sha256: planSha256,
    files: files.map(({ path, bytes, sha256, frames, framesSha256 }) => ({
      ...{ path, bytes, sha256 },
      ...(frames === undefined ? {} : { frames, frames_sha256: framesSha256 }),
    })),
    ...(discarded === undefined ? {} : { discarded }),
  };
  return jsonText({ ...record, record_sha256: sha256(jsonText(record)) });
}

/**
 * Reads a shard's file; `source` is what errors call it. Any change to its text is found.
 *
 * @throws {@link ToolkitError} `dataset/newer-layout`; `path/outside` when it names a file outside its
 * episode's folder; `dataset/damaged` when it is not as it was written.
 */
export function parseShard(text: string, source: string): ShardRecord {
  const damaged = (what: string): ToolkitError =>
    new ToolkitError(
      'dataset/damaged',
      `${source} must be a commit as it was written, but ${quoted(what)}.`,
      'Delete that file and run the same generate command again.',
    );
  const value = parseJson(text, damaged);
  checkLayout(value, source);
  const result = SHARD_SCHEMA.safeParse(value);
  if (!result.success) throw damaged(result.error.issues[0]?.message ?? 'it is of another form');
  const { episode, plan_sha256: planSha256, files, discarded } = result.data;
  for (const { path } of files) checkInside(path, source);
  const record: ShardRecord = {
    episode,
    planSha256,
    files: files.map(({ path, bytes, sha256, frames, frames_sha256: framesSha256 }) => ({
      ...{ path, bytes, sha256 },
      ...(frames === undefined || framesSha256 === undefined ? {} : { frames, framesSha256 }),
    })),
    ...(discarded === undefined ? {} : { discarded }),
  };
  if (shardText(record) !== text) throw damaged('its text was changed');
  return record;
}

/**
 * Refuses a path of a dataset's own files that could lead out of it.
 *
 * @throws {@link ToolkitError} `path/outside`.
 */
export function checkInside(path: string, source: string): void {
  const parts = path.split('/');
  const plain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part));
  if (plain) return;
  throw new ToolkitError(
    'path/outside',
    `${source} must name files inside its own folder, got ${JSON.stringify(path)}.`,
    'Do not use this dataset: it was not written by worldwright.',
  );
}
