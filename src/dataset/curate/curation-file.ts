import * as z from 'zod';
import { ToolkitError } from '../../core/error.ts';
import { camelKeys, snakeKeys } from '../../core/key-case.ts';
import { OUTCOMES } from '../../core/task.ts';
import { parseJson, quoted } from '../parse-json.ts';
import { type Curation, REASONS } from './curation.ts';

export const CURATION_FILE = 'curation.json';
export const CURATION_PAGE = 'curation.html';

/** The version of the file's layout that this code writes, and the only one that it reads. */
const LAYOUT = 1;

const WHOLE = z.int().min(0);
const NUMBER = z.number();
const NAME = z.string().min(1).max(255);

const CLIP_SCHEMA = z.strictObject({
  id: z.string().min(3).max(511),
  dataset: WHOLE,
  ...{ episode: NAME, camera: NAME, scene: NAME, split: NAME },
  outcome: z.enum(OUTCOMES).nullable(),
  numbers: z.strictObject({
    ...{ frames: WHOLE, seconds: NUMBER, motion: NUMBER, visible: NUMBER, speed: NUMBER },
    ...{ events: WHOLE, colors: WHOLE, brightness: NUMBER.nullable() },
  }),
  removed: z
    .strictObject({
      reason: z.enum(REASONS),
      ...{ value: NUMBER, limit: NUMBER },
      like: z.strictObject({ dataset: WHOLE, id: z.string().max(511) }).optional(),
    })
    .nullable(),
});

const SCHEMA = z
  .strictObject({
    layout: z.literal(LAYOUT),
    kept: WHOLE,
    rules: z.strictObject({
      ...{ min_frames: NUMBER, max_speed: NUMBER, min_brightness: NUMBER, min_visible: NUMBER },
      ...{ min_motion: NUMBER, duplicate_distance: NUMBER, duplicate_look: NUMBER },
      balance: NUMBER.nullable(),
    }),
    datasets: z.array(z.strictObject({ name: NAME, plan_sha256: z.string().regex(/^[0-9a-f]{64}$/) })).min(1),
    clips: z.array(CLIP_SCHEMA),
  })
  .refine(
    ({ clips, datasets }) =>
      clips.every((clip) => clip.dataset < datasets.length && clip.id === `${clip.episode}.${clip.camera}`),
    'a clip contradicts the rest',
  );

/** The text of curation.json: one line a clip, so that two lists can be compared line by line. */
export function curationText({ rules, datasets, clips }: Curation): string {
  const kept = clips.filter(({ removed }) => removed === null).length;
  const top = JSON.stringify(snakeKeys({ layout: LAYOUT, kept, rules, datasets }), null, 2);
  const lines = clips.map(
    ({ id, dataset, episode, camera, scene, split, outcome, numbers, removed }) =>
      `    ${JSON.stringify(snakeKeys({ id, dataset, episode, camera, scene, split, outcome, numbers, removed }))}`,
  );
  return `${top.slice(0, -2)},\n  "clips": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Reads the text of curation.json; `file` is what errors call it. @throws {@link ToolkitError} `curate/invalid`. */
export function parseCuration(text: string, file: string): Curation {
  const refusal = (what: string): ToolkitError =>
    new ToolkitError(
      'curate/invalid',
      `${file} must be a list that worldwright curate wrote, but ${quoted(what)}.`,
      'Make it again with worldwright curate.',
    );
  const parsed = SCHEMA.safeParse(parseJson(text, refusal));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw refusal(`${place === '' ? 'it' : place} is wrong: ${issue?.message ?? 'unknown'}`);
  }
  const { rules, datasets, clips } = camelKeys(parsed.data) as Curation;
  return { rules, datasets, clips };
}
