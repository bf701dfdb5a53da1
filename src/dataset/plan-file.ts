import * as z from 'zod';
import { ToolkitError } from '../core/error.ts';
import { MODALITIES } from '../core/frame.ts';
import {
  type EncodingFacts,
  type ModalityEncodings,
  modalityEncodings,
} from '../core/modality-encoding/modality-encoding.ts';
import { OUTCOMES } from '../core/task.ts';
import { sha256 } from '../media/sha256.ts';
import { classIds, instanceIds } from '../scene/instance-ids.ts';
import { parseScene } from '../scene/load-scene.ts';
import { LOOKS } from '../scene/look/looks.ts';
import { RECORDING_SCHEMA } from '../scene/recording-file.ts';
import { cameraNames } from '../scene/sample-camera.ts';
import { POLICY_NAMES } from '../simulator/policies/named-policy.ts';
import { jsonText, LAYOUT, MAX_EPISODES, MAX_FRAMES, MAX_PLANNED } from './layout.ts';
import { parseJson, quoted } from './parse-json.ts';
import { MAX_POLICY_CODE, type Plan, plannedCount } from './plan.ts';

const WHOLE = z.int().min(0);
const NAME = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);

const isOutcome = (name: string): boolean => OUTCOMES.some((outcome) => outcome === name);

const PLAN_FILE_SCHEMA = z.strictObject({
  layout: z.literal(LAYOUT),
  seed: WHOLE,
  frames: WHOLE.min(1).max(MAX_FRAMES),
  fps: WHOLE.min(1).max(1000),
  width: WHOLE.min(2).max(8192),
  height: WHOLE.min(2).max(8192),
  modalities: z.array(z.enum(MODALITIES)).min(1),
  depth_scale_m: z.number().positive(),
  split: z.record(NAME, z.number().positive()),
  look: z.enum(LOOKS),
  policy: z
    .union([
      z.strictObject({ name: z.enum(POLICY_NAMES) }),
      z.strictObject({ file: z.string().max(255), code: z.string().max(MAX_POLICY_CODE) }),
    ])
    .optional(),
  outcomes: z
    .record(z.string(), z.number().positive())
    .refine((shares) => Object.keys(shares).every(isOutcome), 'an outcome is not known')
    .optional(),
  counterfactuals: z
    .strictObject({ count: WHOLE.min(1), at: z.union([WHOLE, z.literal('event')]) })
    .optional(),
  twins: z.literal(true).optional(),
  recordings: z.array(RECORDING_SCHEMA).min(1).optional(),
  made_by: z.strictObject({
    toolkit: z.string(),
    physics: z.string(),
    rendering: z.string(),
    driver: z.strictObject({ name: z.string(), description: z.string() }),
    encoder: z.strictObject({ name: z.string(), version: z.string() }),
  }),
  scenes: z
    .array(
      z.strictObject({
        name: NAME,
        sha256: z.string(),
        episodes: WHOLE.min(1).max(MAX_EPISODES),
        cameras: z.array(NAME).min(1),
        scene: z.unknown(),
      }),
    )
    .min(1),
});

/** The text of plan.json. */
export function planText(plan: Plan): string {
  const { seed, frames, fps, width, height, modalities, depthScaleM, split, look, madeBy, scenes } = plan;
  const { policy, outcomes, counterfactuals, twins, recordings } = plan;
  return jsonText({
    ...{ layout: LAYOUT, seed, frames, fps, width, height, modalities },
    ...{ depth_scale_m: depthScaleM, split, look },
    // Only where asked for: a plan without them reads as it always did.
    ...(policy === null ? {} : { policy }),
    ...(outcomes === null ? {} : { outcomes }),
    ...(counterfactuals === null ? {} : { counterfactuals }),
    ...(twins ? { twins } : {}),
    ...(recordings === null ? {} : { recordings }),
    made_by: madeBy,
    scenes: scenes.map(({ name, sha256, episodes, cameras, scene }) => ({
      name,
      sha256,
      episodes,
      cameras,
      scene,
    })),
  });
}

/** The text of ids.json: the tables of instance and of semantic ids of the plan's dataset. */
export const idsText = (plan: Plan): string =>
  jsonText({ layout: LAYOUT, bodies: planIds(plan), classes: planClasses(plan) });

/** Instance id of every body that any of the plan's scenes can have, by name; 0 is the background. */
export const planIds = (plan: Plan): Readonly<Record<string, number>> =>
  instanceIds(
    plan.scenes.map(({ scene }) => scene),
    plan.look,
  );

/** Semantic id of every class that any of the plan's scenes can have, by name; 0 is the background. */
export const planClasses = (plan: Plan): Readonly<Record<string, number>> =>
  classIds(
    plan.scenes.map(({ scene }) => scene),
    plan.look,
  );

/** What the encodings of the plan's images follow from. */
export const encodingFacts = (plan: Plan): EncodingFacts => ({
  depthScaleM: plan.depthScaleM,
  greatestInstanceId: Math.max(0, ...Object.values(planIds(plan))),
  greatestSemanticId: Math.max(0, ...Object.values(planClasses(plan))),
});

/** How the plan's images lie on the disk. */
export const planEncodings = (plan: Plan): ModalityEncodings => modalityEncodings(encodingFacts(plan));

/** Hash by which everything else of a dataset names its plan. */
export const planHash = (plan: Plan): string => sha256(planText(plan));

const wrong = (source: string, what: string): ToolkitError =>
  new ToolkitError(
    'dataset/invalid',
    `${source} must be the plan of a dataset, but ${quoted(what)}.`,
    'Check that the folder is a dataset; the generate command that made it writes a damaged plan.json again.',
  );

/**
 * Reads plan.json; `source` is what errors call it.
 *
 * @throws {@link ToolkitError} `dataset/newer-layout`, `dataset/invalid`, `scene/*`.
 */
export function parsePlan(text: string, source: string): Plan {
  const value = parseJson(text, (what) => wrong(source, what));
  checkLayout(value, source);
  const result = PLAN_FILE_SCHEMA.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw wrong(source, `at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`);
  }
  const { depth_scale_m: depthScaleM, made_by: madeBy, layout: _, ...read } = result.data;
  const { policy = null, outcomes = null, counterfactuals = null, twins = false, recordings = null } = read;
  const count = plannedCount({ scenes: read.scenes, counterfactuals, twins });
  if (count > MAX_PLANNED) throw wrong(source, `it is of ${count} episodes, and may be of ${MAX_PLANNED}`);
  const scenes = read.scenes.map((planned, i) => {
    const scene = parseScene(planned.scene, `${source}: scenes[${i}].scene`);
    const names = cameraNames(scene.cameras);
    if (scene.name !== planned.name || !planned.cameras.every((camera) => names.includes(camera)))
      throw wrong(source, `scenes[${i}] does not agree with the scene it holds`);
    return { ...planned, scene };
  });
  checkRecordingsKept(recordings, scenes, source);
  const asked = { policy, outcomes, counterfactuals, twins, recordings };
  return { ...read, ...asked, depthScaleM, madeBy, scenes };
}

/** Refuses recordings that are not the episodes of the plan's one scene. */
function checkRecordingsKept(recordings: Plan['recordings'], scenes: Plan['scenes'], source: string): void {
  if (recordings === null) return;
  const [{ name, episodes } = { name: '', episodes: 0 }] = scenes;
  const own = recordings.every(({ scene }) => scene === name);
  if (scenes.length === 1 && episodes === recordings.length && own) return;
  throw wrong(source, 'its recordings are not the episodes of its one scene');
}

/**
 * Refuses a file of a layout that this version does not know.
 *
 * @throws {@link ToolkitError} `dataset/newer-layout` or `dataset/invalid`.
 */
export function checkLayout(value: unknown, source: string): void {
  const layout = typeof value === 'object' && value !== null && 'layout' in value ? value.layout : undefined;
  if (layout === LAYOUT) return;
  if (typeof layout === 'number' && layout > LAYOUT) {
    throw new ToolkitError(
      'dataset/newer-layout',
      `${source} is of dataset layout ${layout}, and this worldwright reads layout ${LAYOUT}.`,
      'Update worldwright.',
    );
  }
  throw new ToolkitError(
    'dataset/invalid',
    `${source} must begin with "layout": ${LAYOUT}, got ${quoted(JSON.stringify(layout) ?? 'none')}.`,
    'Check that the folder is a dataset that worldwright made.',
  );
}
