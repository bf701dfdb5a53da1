import type { ModelFacts } from './report.ts';

/** How one model's line is drawn in every chart. */
export type Series = {
  readonly model: string;
  readonly role: ModelFacts['role'];
  /** A CSS colour that follows the page's theme. */
  readonly color: string;
  /** Vega's dash pattern; empty = solid. */
  readonly dash: readonly number[];
  readonly width: number;
};

const SUBJECT_COLORS = 4;
const BOUND_COLORS = 2;

/** Copying, constant velocity, and what the training set shows. */
const BASE_COLORS = 3;

/** Gives every model its line: subjects in colour, baselines in greys, bounds in dots and dashes, the truth dotted. */
export function seriesOf(models: readonly ModelFacts[]): Series[] {
  let subjects = 0;
  let baselines = 0;
  let bounds = 0;
  return models.map(({ name, role }) => {
    const base = { model: name, role };
    if (role === 'truth') return { ...base, color: 'var(--truth)', dash: [1, 3], width: 1.5 };
    if (role === 'baseline') {
      const dash = baselines === 0 ? [] : [5, 3];
      baselines += 1;
      return { ...base, color: `var(--base-${Math.min(baselines, BASE_COLORS)})`, dash, width: 1.5 };
    }
    if (role === 'bound') {
      bounds += 1;
      return {
        ...base,
        color: `var(--bound-${((bounds - 1) % BOUND_COLORS) + 1})`,
        dash: [6, 2, 1.5, 2],
        width: 1.5,
      };
    }
    subjects += 1;
    const color = `var(--model-${((subjects - 1) % SUBJECT_COLORS) + 1})`;
    return { ...base, color, dash: subjects > SUBJECT_COLORS ? [2, 2] : [], width: 2.25 };
  });
}
