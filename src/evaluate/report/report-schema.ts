import * as z from 'zod';
import { MAX_VIDEO_SIDE } from '../../media/video-format.ts';
import { METRICS } from '../../metrics/metric-ids.ts';
import { REPORT_VERSION } from './report-json.ts';
import { VIDEO_PATH } from './report-videos.ts';

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

/** What report.json must hold to be read; whatever else stands there is left alone. */
export const REPORT_SCHEMA = z.object({
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
export type StoredReport = z.infer<typeof REPORT_SCHEMA>;

/** What each measure is called in a clip's entry, and what it says. */
const measures = () =>
  Object.fromEntries(
    METRICS.map(({ id, label, unit, better, meaning }) => [
      id,
      {
        description: `${label}${unit === '' ? '' : `, ${unit}`}; ${better} is better. ${meaning} One value a frame ahead; null = not defined.`,
        type: 'array',
        items: { type: ['number', 'null'] },
      },
    ]),
  );

/** The JSON Schema (draft 7) of report.json. */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(REPORT_SCHEMA, { io: 'input', target: 'draft-7' });
  const properties = schema.properties as Record<string, { items?: { properties?: object } }>;
  const clip = properties['clips']?.items ?? {};
  clip.properties = { ...clip.properties, ...measures() };
  return {
    title: 'worldwright report',
    description: 'What worldwright evaluate found: every figure of its report, each clip’s own included.',
    ...schema,
  };
}
