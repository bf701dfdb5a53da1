import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { asideName } from '../dataset/commit.ts';
import { writeError } from '../media/file-error.ts';
import { syncFolder } from '../media/write-file.ts';
import type { Provider } from '../onnx/session.ts';
import type { WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import type { LossMemory } from './loss-watch.ts';
import type { Schedule } from './schedule.ts';
import type { TrainingHistory } from './training-history.ts';
import type { TrainingState } from './training-session.ts';

/** First bytes of a checkpoint. */
export const CHECKPOINT_MAGIC = 'WWTRAIN1';

/** Layout of a checkpoint. */
export const CHECKPOINT_VERSION = 1;

/** The arrays of a state, in the order in which they stand in the file. */
export const STATE_ARRAYS = ['parameters', 'moment1', 'moment2', 'average', 'routerBias'] as const;

/** What a training was asked to do: it is only gone on with by one that asks for the same. */
export type TrainingPlan = {
  readonly config: WmDConfig;
  readonly schedule: Schedule;
  readonly seed: number;
  readonly totalSteps: number;
  /** What `totalSteps` was made from; null where steps were asked for. */
  readonly minutes: number | null;
  /** Of the frames, actions and masks that it learns from, in their order. */
  readonly dataHashes: readonly string[];
  /** Of what it began with; null = it began with random weights. */
  readonly initSha256: string | null;
};

/** A training at rest. */
export type Checkpoint = {
  readonly plan: TrainingPlan;
  /** Steps done, of `plan.totalSteps`. */
  readonly step: number;
  readonly memory: LossMemory;
  readonly history: TrainingHistory;
  /** Where its last steps ran, and on how many threads: others give other roundings. */
  readonly provider: Provider;
  readonly threads: number;
  readonly toolkitVersion: string;
  readonly state: TrainingState;
};

/** The bytes of an array, not copied. */
const bytesOf = (array: Float32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The head of a checkpoint: magic, length of the text, then JSON, filled up to a multiple of 4 bytes. */
function headBytes({ state, ...rest }: Checkpoint): Buffer {
  const arrays = Object.fromEntries(STATE_ARRAYS.map((name) => [name, state[name].length]));
  const text = JSON.stringify({ version: CHECKPOINT_VERSION, arrays, ...rest });
  const json = Buffer.from(text, 'utf8');
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4, ' ');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length + padding.length);
  return Buffer.concat([Buffer.from(CHECKPOINT_MAGIC, 'latin1'), length, json, padding]);
}

/** Writes everything and its SHA-256, and waits until the disk has it. */
async function writePieces(handle: FileHandle, checkpoint: Checkpoint): Promise<void> {
  const hash = createHash('sha256');
  for (const piece of [
    headBytes(checkpoint),
    ...STATE_ARRAYS.map((name) => bytesOf(checkpoint.state[name])),
  ]) {
    hash.update(piece);
    await handle.writeFile(piece);
  }
  await handle.writeFile(hash.digest());
  await handle.sync();
}

/**
 * Puts a checkpoint in the place of the one before it, at once: a crash leaves one of the two.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function writeCheckpoint(file: string, checkpoint: Checkpoint): Promise<void> {
  const aside = asideName(dirname(file), `.${basename(file)}`);
  try {
    const handle = await open(aside, 'w');
    await writePieces(handle, checkpoint).finally(() => handle.close());
    await rename(aside, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(aside, { force: true });
    throw writeError(file, error);
  }
}
