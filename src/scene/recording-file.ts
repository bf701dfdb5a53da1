import * as z from 'zod';
import { ToolkitError } from '../core/error.ts';
import type { Recording } from '../core/recording.ts';

/** Most commands of a recording, and of all recordings of a dataset together: nearly an hour at 30 frames a second. */
export const MAX_COMMANDS = 100_000;

const VERSION = 1;
const POINT = z.tuple([z.number(), z.number(), z.number()]);
const HELD = { body: z.string().max(200), point: POINT };

const COMMAND_SCHEMA = z.strictObject({
  action: z.array(z.number()).min(1).max(1000).nullable(),
  hand: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('pull'), ...HELD, target: POINT }),
      z.strictObject({ kind: z.literal('push'), ...HELD, impulse: POINT }),
    ])
    .nullable(),
});

/** What a recording holds, on the disk and in plans. */
export const RECORDING_SCHEMA = z.strictObject({
  scene: z.string().max(200),
  seed: z.int().min(0),
  fps: z.int().min(1).max(1000),
  parameters: z.record(z.string(), z.union([z.number(), z.string().max(200)])),
  commands: z.array(COMMAND_SCHEMA).min(1).max(MAX_COMMANDS),
});

const FILE_SCHEMA = RECORDING_SCHEMA.extend({ version: z.literal(VERSION) });

const wrong = (source: string, what: string, cause?: unknown): ToolkitError =>
  new ToolkitError(
    'argument/invalid',
    `${source} must be a recording of what somebody did in the viewer, but ${what}.`,
    'Save it again in the viewer, with "Save what was done".',
    { cause },
  );

/** The text of a recording's file, one line a command: the same recording gives the same text. */
export function formatRecording({ scene, seed, fps, parameters, commands }: Recording): string {
  const head = JSON.stringify({ version: VERSION, scene, seed, fps, parameters });
  const lines = commands.map(({ action, hand }) => JSON.stringify({ action, hand }));
  return `${head.slice(0, -1)},"commands":[\n${lines.join(',\n')}\n]}\n`;
}

/**
 * Reads the text of a recording's file; `source` is what errors call it.
 *
 * @throws {@link ToolkitError} `argument/invalid` naming what is wrong, and where.
 */
export function parseRecording(text: string, source: string): Recording {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(source, 'it is not JSON', cause);
  }
  const { version: _, ...recording } = checked(FILE_SCHEMA, value, source);
  checkRecordedActions(recording, source);
  return recording;
}

/**
 * Refuses what is no recording; `source` is what errors call it.
 *
 * @throws {@link ToolkitError} `argument/invalid` naming what is wrong, and where.
 */
export function checkRecordingShape(recording: Recording, source: string): void {
  checkRecordedActions(checked(RECORDING_SCHEMA, recording, source), source);
}

function checked<T>(schema: z.ZodType<T>, value: unknown, source: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = (issue?.path ?? []).reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}${path && '.'}${String(key)}`),
    '',
  );
  throw wrong(source, `at ${place || 'its top'}: ${issue?.message}`);
}

function checkRecordedActions({ commands }: Recording, source: string): void {
  const size = (action: readonly number[] | null): number => action?.length ?? 0;
  const words = (action: readonly number[] | null): string =>
    action === null ? 'null' : `${action.length} numbers`;
  const first = commands[0]?.action ?? null;
  const other = commands.findIndex(({ action }) => size(action) !== size(first));
  if (other === -1) return;
  const got = words(commands[other]?.action ?? null);
  throw wrong(source, `commands[0].action is ${words(first)} and commands[${other}].action is ${got}`);
}
