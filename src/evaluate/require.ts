import { ToolkitError } from '../core/error.ts';
import { METRIC_IDS, type MetricId } from '../metrics/metric-ids.ts';
import { nearest } from '../scene/nearest.ts';
import { ALL_SCENES, type Row } from './summarize.ts';

/** A condition on a figure: `METRIC@HORIZON>=X` or `<=X`, of one scene with `SCENE:` before it. */
export type Requirement = {
  readonly text: string;
  /** The scene, or {@link ALL_SCENES} for the mean over scenes. */
  readonly scene: string;
  readonly metric: MetricId;
  /** Frames ahead, from 1. */
  readonly horizon: number;
  readonly relation: '>=' | '<=';
  readonly bound: number;
};

/** Whether a model kept a requirement. */
export type RequirementResult = {
  readonly text: string;
  readonly model: string;
  /** The figure; null where there is none. */
  readonly value: number | null;
  /** The same in words: `constant-velocity has 0.482`. */
  readonly found: string;
  readonly met: boolean;
};

const PATTERN =
  /^\s*(?:(.+?)\s*:)?\s*([a-z_]+)\s*@\s*(\d+)\s*(>=|<=)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i;

const refuse = (text: string, rule: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `--require ${rule}, got '${text}'.`, hint);

/**
 * Reads one requirement, as in `union_iou@8>=.5` or `free-fall:union_iou@8>=.5`.
 *
 * @throws {@link ToolkitError} `argument/invalid` when it cannot be read, or asks for a measure or a
 * horizon that the evaluation does not have; the nearest measure is named.
 */
export function parseRequirement(text: string, horizon: number): Requirement {
  const match = PATTERN.exec(text);
  if (match === null) {
    throw refuse(
      text,
      'must read METRIC@HORIZON>=X or METRIC@HORIZON<=X, with SCENE: before it for one scene',
      "Write for example 'union_iou@8>=.5' or 'free-fall:union_iou@8>=.5'.",
    );
  }
  const [, scene = ALL_SCENES, name = '', frames, relation, bound] = match;
  const metric = METRIC_IDS.find((id) => id === name);
  if (metric === undefined) {
    const hint = `The nearest is ${nearest(name, METRIC_IDS)}; there are ${METRIC_IDS.join(', ')}.`;
    throw refuse(text, 'must name a known metric', hint);
  }
  const ahead = Number(frames);
  if (!(ahead >= 1 && ahead <= horizon)) {
    throw refuse(text, `must name a horizon of 1 to ${horizon} frames`, 'Choose a horizon within --horizon.');
  }
  const rule = { metric, horizon: ahead, relation: relation as '>=' | '<=', bound: Number(bound) };
  return { text: text.trim(), scene, ...rule };
}

/**
 * Refuses requirements on scenes that the evaluation does not have.
 *
 * @throws {@link ToolkitError} `argument/invalid` naming the nearest scene.
 */
export function checkScenes(requirements: readonly Requirement[], scenes: readonly string[]): void {
  for (const { text, scene } of requirements) {
    if (scene === ALL_SCENES || scenes.includes(scene)) continue;
    throw refuse(
      text,
      'must name a scene of the data',
      `The nearest is ${nearest(scene, scenes)}; there are ${scenes.join(', ')}.`,
    );
  }
}

/** Holds every requirement against the figures of every judged model; without a scene, against their mean over scenes. */
export function checkRequirements(
  requirements: readonly Requirement[],
  models: readonly string[],
  rows: readonly Row[],
): RequirementResult[] {
  return requirements.flatMap(({ text, scene, metric, horizon, relation, bound }) =>
    models.map((model) => {
      const row = rows.find(
        (r) => r.model === model && r.scene === scene && r.metric === metric && r.horizon === horizon,
      );
      const value = row?.mean ?? null;
      const met = value !== null && (relation === '>=' ? value >= bound : value <= bound);
      const found = `${model} has ${value === null ? 'no such figure' : Number(value.toPrecision(4))}`;
      return { text, model, value, found, met };
    }),
  );
}

/**
 * Passes when every requirement was met.
 *
 * @throws {@link ToolkitError} `evaluate/requirement` naming the first that was missed.
 */
export function assertRequirements(results: readonly RequirementResult[]): void {
  const missed = results.filter((result) => !result.met);
  const first = missed[0];
  if (first === undefined) return;
  const more = missed.length > 1 ? ` (and ${missed.length - 1} more)` : '';
  throw new ToolkitError(
    'evaluate/requirement',
    `The headline must keep ${first.text}, and ${first.found}${more}.`,
    'Look at the report to see where it falls short, or lower the requirement.',
  );
}
