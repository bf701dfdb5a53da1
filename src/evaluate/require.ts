import { ToolkitError } from '../core/error.ts';
import { METRIC_IDS, type MetricId } from '../metrics/metric-ids.ts';
import { ALL_SCENES, type Row } from './summarize.ts';

/** A condition on a headline figure: `METRIC@HORIZON>=X`, or `<=X`. */
export type Requirement = {
  readonly text: string;
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
  /** The headline figure; null where there is none. */
  readonly value: number | null;
  /** The same in words: `constant-velocity has 0.482`. */
  readonly found: string;
  readonly met: boolean;
};

const PATTERN = /^\s*([a-z_]+)\s*@\s*(\d+)\s*(>=|<=)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i;

/**
 * Reads one requirement, as in `union_iou@8>=.5`.
 *
 * @throws {@link ToolkitError} `argument/invalid` when it cannot be read, or asks for a measure or a
 * horizon that the evaluation does not have.
 */
export function parseRequirement(text: string, horizon: number): Requirement {
  const refuse = (rule: string, hint: string): ToolkitError =>
    new ToolkitError('argument/invalid', `--require ${rule}, got '${text}'.`, hint);
  const match = PATTERN.exec(text);
  if (match === null) {
    throw refuse('must read METRIC@HORIZON>=X or METRIC@HORIZON<=X', "Write for example 'union_iou@8>=.5'.");
  }
  const metric = METRIC_IDS.find((id) => id === match[1]);
  if (metric === undefined) {
    throw refuse('must name a known metric', `Use one of ${METRIC_IDS.join(', ')}.`);
  }
  const frames = Number(match[2]);
  if (!(frames >= 1 && frames <= horizon)) {
    throw refuse(`must name a horizon of 1 to ${horizon} frames`, 'Choose a horizon within --horizon.');
  }
  return {
    text: text.trim(),
    metric,
    horizon: frames,
    relation: match[3] as '>=' | '<=',
    bound: Number(match[4]),
  };
}

/** Holds every requirement against the headline (mean over scenes) of every judged model. */
export function checkRequirements(
  requirements: readonly Requirement[],
  models: readonly string[],
  rows: readonly Row[],
): RequirementResult[] {
  return requirements.flatMap(({ text, metric, horizon, relation, bound }) =>
    models.map((model) => {
      const row = rows.find(
        (r) => r.model === model && r.scene === ALL_SCENES && r.metric === metric && r.horizon === horizon,
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
