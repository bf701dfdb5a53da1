import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ToolkitError } from '../core/error.ts';
import { readError } from '../media/file-error.ts';
import { sha256 } from '../media/sha256.ts';
import { PROVIDERS } from '../onnx/session.ts';
import { WM_D_HEADS, WM_D_SIZES } from '../world-model/wm-d/wm-d-config.ts';
import { CHECKPOINT_MAGIC, CHECKPOINT_VERSION, type Checkpoint, STATE_ARRAYS } from './checkpoint.ts';
import type { TrainingState } from './training-session.ts';

const HASH_BYTES = 32;
const HEAD_BYTES = CHECKPOINT_MAGIC.length + 4;

const COUNT = z.int().min(0);

const CONFIG = z.strictObject({
  size: z.enum(WM_D_SIZES),
  side: z.union([z.literal(64), z.literal(128)]),
  actionDim: COUNT,
  experts: z.boolean(),
  heads: z.array(z.enum(WM_D_HEADS)),
});

/** What is looked at before the rest, which the hash vouches for, is taken as it was written. */
const HEAD = z.looseObject({
  arrays: z.strictObject({
    parameters: COUNT,
    moment1: COUNT,
    moment2: COUNT,
    average: COUNT,
    routerBias: COUNT,
  }),
  plan: z.looseObject({
    config: CONFIG,
    schedule: z.looseObject({ phases: z.array(z.looseObject({ batch: COUNT, unroll: COUNT })).min(1) }),
    seed: COUNT,
    totalSteps: z.int().min(1),
    dataHashes: z.array(z.string()),
  }),
  step: COUNT,
  memory: z.looseObject({ losses: z.array(z.number()), skipped: z.array(COUNT) }),
  history: z.looseObject({ points: z.array(z.unknown()), validations: z.array(z.unknown()) }),
  provider: z.enum(PROVIDERS as [string, ...string[]]),
  threads: z.int().min(1),
  toolkitVersion: z.string(),
});

const unusable = (file: string, why: string, cause?: unknown): ToolkitError =>
  new ToolkitError(
    'train/checkpoint',
    `A training goes on from a whole checkpoint of this toolkit, and ${file} ${why}.`,
    'Delete it to begin anew, or choose another --out.',
    { cause },
  );

/** The text at the beginning, parsed; the file's bytes are known to be whole. */
function parseHead(text: string, file: string): z.infer<typeof HEAD> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unusable(file, 'has no readable beginning', cause);
  }
  const version = (value as { readonly version?: unknown } | null)?.version;
  if (version !== CHECKPOINT_VERSION) {
    throw unusable(file, `is of version ${String(version)}, where ${CHECKPOINT_VERSION} is read`);
  }
  const parsed = HEAD.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unusable(file, `is odd at ${parsed.error.issues[0]?.path.join('.')}`, parsed.error);
}

/** The arrays behind the head, each copied out of the file's bytes. */
function readState(bytes: Buffer, start: number, lengths: Readonly<Record<string, number>>): TrainingState {
  let at = bytes.byteOffset + start;
  const next = (length: number): Float32Array => {
    const end = at + 4 * length;
    const array = new Float32Array(bytes.buffer.slice(at, end) as ArrayBuffer);
    at = end;
    return array;
  };
  const arrays = STATE_ARRAYS.map((name) => [name, next(lengths[name] as number)]);
  return Object.fromEntries(arrays) as TrainingState;
}

/** Whether a file begins as a checkpoint does. */
export const looksLikeCheckpoint = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, CHECKPOINT_MAGIC.length)).toString('latin1') === CHECKPOINT_MAGIC;

/**
 * Reads a checkpoint back, to the bit.
 *
 * @throws {@link ToolkitError} `file/missing`; `train/checkpoint` when it is none, is cut off or was changed.
 */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw readError(file, error);
  });
  if (!looksLikeCheckpoint(bytes)) throw unusable(file, 'is none');
  const textBytes = bytes.length < HEAD_BYTES ? 0 : bytes.readUInt32LE(CHECKPOINT_MAGIC.length);
  const start = HEAD_BYTES + textBytes;
  if (textBytes === 0 || start + HASH_BYTES > bytes.length) throw unusable(file, 'is cut off');
  const body = bytes.subarray(0, bytes.length - HASH_BYTES);
  const whole = sha256(body) === bytes.subarray(bytes.length - HASH_BYTES).toString('hex');
  if (!whole) throw unusable(file, 'is cut off or was changed: its SHA-256 is another');
  const { arrays, version: _, ...rest } = parseHead(bytes.toString('utf8', HEAD_BYTES, start), file);
  const numbers = STATE_ARRAYS.reduce((sum, name) => sum + arrays[name], 0);
  if (start + 4 * numbers !== body.length) throw unusable(file, `must hold ${numbers} numbers and does not`);
  return { ...(rest as unknown as Omit<Checkpoint, 'state'>), state: readState(bytes, start, arrays) };
}
