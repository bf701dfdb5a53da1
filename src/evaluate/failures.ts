import type { MetricId } from '../metrics/metric-ids.ts';
import type { ScoredClip } from './summarize.ts';
import { verdictHorizon } from './verdict-horizon.ts';

/** A measure above or below a bound at the verdict's horizon. */
type Rule = { readonly metric: MetricId; readonly relation: '<' | '>'; readonly bound: number };

/** One kind of failure: the first of which a clip meets all rules is its kind. */
export type FailureKind = {
  readonly name: string;
  /** By the first of them, what breaks it by most is found. */
  readonly rules: readonly [Rule, ...Rule[]];
};

const rule = (metric: MetricId, relation: Rule['relation'], bound: number): Rule => ({
  ...{ metric, relation, bound },
});

/** The kinds in the order in which they are asked: what is gone cannot be misplaced, what stands still is not blurred. */
export const FAILURE_KINDS: readonly FailureKind[] = [
  { name: 'vanished', rules: [rule('presence', '<', 0.5)] },
  { name: 'hallucinated motion', rules: [rule('hallucinated_motion', '>', 0.02)] },
  // A motion of few pixels may be lost while all is where it belongs.
  { name: 'frozen', rules: [rule('vanished_motion', '>', 0.9), rule('union_iou', '<', 0.8)] },
  { name: 'misplaced', rules: [rule('union_iou', '<', 0.3)] },
  { name: 'blurred', rules: [rule('sharpness', '<', 0.5)] },
];

/** The clips of one model that fail in one way. */
export type Failures = {
  readonly model: string;
  readonly kind: FailureKind;
  readonly clips: number;
  /** Clips that the model predicted. */
  readonly among: number;
  /** The one that breaks the rule by most. */
  readonly worst: ScoredClip;
};

/** The kind of a clip's failure, `null` where it meets none; a measure that is not defined is not failed. */
export function failureOf({ scores }: Pick<ScoredClip, 'scores'>, horizon: number): FailureKind | null {
  const h = verdictHorizon(horizon) - 1;
  const isBroken = ({ metric, relation, bound }: Rule): boolean => {
    const value = scores[metric][h] ?? Number.NaN;
    return relation === '<' ? value < bound : value > bound;
  };
  return FAILURE_KINDS.find(({ rules }) => rules.every(isBroken)) ?? null;
}

/** Every model's failures by kind. */
export function groupFailures(
  clips: readonly ScoredClip[],
  models: readonly string[],
  horizon: number,
): Failures[] {
  const h = verdictHorizon(horizon) - 1;
  return models.flatMap((model) => {
    const own = clips.filter((clip) => clip.model === model);
    return FAILURE_KINDS.flatMap((kind): Failures[] => {
      const [{ metric, relation }] = kind.rules;
      const sign = relation === '<' ? 1 : -1;
      const badness = (clip: ScoredClip): number => sign * (clip.scores[metric][h] as number);
      const [worst, ...rest] = own
        .filter((clip) => failureOf(clip, horizon) === kind)
        .sort((a, b) => badness(a) - badness(b) || (a.clip < b.clip ? -1 : 1));
      return worst === undefined ? [] : [{ model, kind, clips: 1 + rest.length, among: own.length, worst }];
    });
  });
}
