import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ToolkitError } from '../../core/error.ts';
import { readError } from '../../media/file-error.ts';
import { MAX_VIDEO_SIDE } from '../../media/video-format.ts';
import { REPORT_VERSION } from './report-json.ts';
import { VIDEO_PATH } from './report-videos.ts';

/** The file of a report's figures. */
export const REPORT_FILE = 'report.json';

/** Largest report.json that is read, bytes. */
const MAX_BYTES = 512 * 2 ** 20;

/** Longest list of a report, and longest text. */
const MAX_ITEMS = 2_000_000;
const MAX_MODELS = 64;
const MAX_TEXT = 4000;

const TEXT = z.string().max(MAX_TEXT);
const NAME = z.string().min(1).max(300);
const COUNT = z.int().min(0);
const INTERVAL = {
  ...{ model: NAME, scene: NAME, metric: NAME, horizon: z.int().min(1) },
  ...{ mean: z.number(), low: z.number().nullable(), high: z.number().nullable(), n: COUNT },
};
const SIDE = z.int().min(2).max(MAX_VIDEO_SIDE);
const FPS = z.int().min(1).max(1000);

/** One value a horizon, null where there is none. */
const SERIES = z.array(z.number().nullable()).max(10_000);

const CLIP = z
  .object({
    ...{ model: NAME, scene: NAME, cluster: NAME, clip: NAME },
    frames: z.object({ video: COUNT, first: COUNT }).optional(),
  })
  .catchall(z.unknown())
  .transform(({ model, scene, cluster, clip, frames, ...rest }) => ({
    ...{ model, scene, cluster, clip, frames },
    // Whatever else is a number a horizon is a measure, of this version or of a later one.
    scores: Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => {
        const series = /^[a-z][a-z0-9_]{0,60}$/.test(name) ? SERIES.safeParse(value) : null;
        return series?.success === true ? [[name, series.data]] : [];
      }),
    ),
  }));

const REPORT = z.object({
  version: z.literal(REPORT_VERSION),
  toolkit_version: TEXT,
  verdict: z.object({ headline: TEXT, details: z.array(TEXT).max(200), cautions: z.array(TEXT).max(200) }),
  protocol: z.object({
    context: z.int().min(1).max(10_000),
    horizon: z.int().min(1).max(10_000),
    starts: z.array(COUNT).max(1000),
    bootstrap_draws: COUNT,
    bootstrap_seed: COUNT,
  }),
  models: z
    .array(
      z.object({
        name: NAME,
        role: z.enum(['subject', 'baseline', 'bound', 'truth']),
        ...{ source: TEXT, sha256: TEXT.nullable(), provider: TEXT.nullable() },
      }),
    )
    .max(MAX_MODELS),
  datasets: z
    .array(z.object({ name: NAME, plan_sha256: TEXT, clips: COUNT, width: SIDE, height: SIDE, fps: FPS }))
    .max(1000),
  findings: z
    .array(
      z.object({ protocol: NAME, sentence: TEXT, cautions: z.array(TEXT).max(200), figures: z.unknown() }),
    )
    .max(100)
    .default([]),
  requirements: z.array(z.object({ text: TEXT, model: NAME, found: TEXT, met: z.boolean() })).max(1000),
  rows: z.array(z.object(INTERVAL)).max(MAX_ITEMS),
  comparisons: z.array(z.object({ ...INTERVAL, against: NAME })).max(MAX_ITEMS),
  clips: z.array(CLIP).max(MAX_ITEMS),
  videos: z
    .array(
      z.object({
        path: z.string().regex(VIDEO_PATH, 'it must be clips/<hash>.mp4'),
        ...{ width: SIDE, height: SIDE, fps: FPS, frames: z.int().min(1), sha256: TEXT },
      }),
    )
    .max(10_000)
    .default([]),
});

/** What report.json holds, as far as it is looked at. */
export type StoredReport = z.infer<typeof REPORT>;

/**
 * Reads the text of report.json.
 *
 * @param file - Its name, for errors.
 * @throws {@link ToolkitError} `evaluate/input`, or `dataset/newer-layout` of a newer worldwright.
 */
export function parseReport(text: string, file: string): StoredReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, 'it is not JSON', cause);
  }
  const version = (value as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > REPORT_VERSION) {
    throw new ToolkitError(
      'dataset/newer-layout',
      `${file} is of version ${version}, and this worldwright reads version ${REPORT_VERSION}.`,
      'Update worldwright.',
    );
  }
  const result = REPORT.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(file, `at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`, result.error);
}

/**
 * Reads the report.json of a folder.
 *
 * @throws {@link ToolkitError} `file/missing`, `file/too-large`; else as `parseReport`.
 */
export async function readReport(dir: string): Promise<StoredReport> {
  const file = join(dir, REPORT_FILE);
  const fail = (cause: unknown): never => {
    throw readError(file, cause);
  };
  const { size } = await stat(file).catch(fail);
  if (size > MAX_BYTES) {
    throw new ToolkitError(
      'file/too-large',
      `${file} must have at most ${MAX_BYTES} bytes, got ${size}.`,
      'Evaluate fewer clips at a time.',
    );
  }
  return parseReport(await readFile(file, 'utf8').catch(fail), file);
}

const invalid = (file: string, what: string, cause: unknown): ToolkitError =>
  new ToolkitError(
    'evaluate/input',
    `${file} must be what worldwright evaluate wrote, but ${what}.`,
    'Evaluate again.',
    { cause },
  );
