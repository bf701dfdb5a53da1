import type { MetricId } from '../metrics/metric-ids.ts';
import type { ScoredClip } from './summarize.ts';
import { verdictHorizon } from './verdict-horizon.ts';

/** One kind of failure: the first whose rule a clip meets is its kind. */
export type FailureKind = {
  readonly name: string;
  readonly metric: MetricId;
  /** Above or below this at the verdict's horizon. */
  readonly relation: '<' | '>';
  readonly bound: number;
};

/** The kinds in the order in which they are asked: what is gone cannot be misplaced, what stands still is not blurred. */
export const FAILURE_KINDS: readonly FailureKind[] = [
  { name: 'vanished', metric: 'presence', relation: '<', bound: 0.5 },
  { name: 'hallucinated motion', metric: 'hallucinated_motion', relation: '>', bound: 0.02 },
  { name: 'frozen', metric: 'vanished_motion', relation: '>', bound: 0.9 },
  { name: 'misplaced', metric: 'union_iou', relation: '<', bound: 0.3 },
  { name: 'blurred', metric: 'sharpness', relation: '<', bound: 0.5 },
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

/** The kind of a clip's failure, `null` where it meets no rule; a measure that is not defined is not failed. */
export function failureOf({ scores }: Pick<ScoredClip, 'scores'>, horizon: number): FailureKind | null {
  const h = verdictHorizon(horizon) - 1;
  return (
    FAILURE_KINDS.find(({ metric, relation, bound }) => {
      const value = scores[metric][h] ?? Number.NaN;
      return relation === '<' ? value < bound : value > bound;
    }) ?? null
  );
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
      const sign = kind.relation === '<' ? 1 : -1;
      const badness = (clip: ScoredClip): number => sign * (clip.scores[kind.metric][h] as number);
      const [worst, ...rest] = own
        .filter((clip) => failureOf(clip, horizon) === kind)
        .sort((a, b) => badness(a) - badness(b) || (a.clip < b.clip ? -1 : 1));
      return worst === undefined ? [] : [{ model, kind, clips: 1 + rest.length, among: own.length, worst }];
    });
  });
}
