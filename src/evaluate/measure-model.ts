import type { ShownClip } from '../page/shown-clip.ts';
import { chooseShown } from './choose-shown.ts';
import { type EvaluationRequest, withRun } from './evaluation-run.ts';
import { BASELINE_NAMES } from './open-sources.ts';
import { resolveProtocol } from './protocol.ts';
import { scoreAll } from './scoring/score-all.ts';
import { showClips } from './show-clips.ts';
import { type Comparison, type Row, SUMMARIZE_DEFAULTS, summarize } from './summarize.ts';

/** What a model's card says of how well it predicts. */
export type MeasuredModel = {
  /** The model's name among the rows. */
  readonly model: string;
  readonly context: number;
  readonly rows: readonly Row[];
  /** The model against each baseline, paired. */
  readonly comparisons: readonly Comparison[];
  /** Best, median and worst clip of every scene. */
  readonly shown: readonly ShownClip[];
};

/**
 * Measures one model against all baselines.
 *
 * @throws {@link ToolkitError} as `evaluateDatasets`.
 */
export async function measureModel(
  request: EvaluationRequest & { readonly models: readonly [string] },
): Promise<MeasuredModel> {
  const protocol = resolveProtocol(request);
  // A card speaks of the baselines alone.
  return withRun({ ...request, bounds: [] }, protocol, async (run) => {
    const { scored } = await scoreAll(run, { videos: null, journal: null });
    const model = run.sources.find(({ facts }) => facts.role === 'subject')?.facts.name ?? '';
    const sums = BASELINE_NAMES.map((reference) =>
      summarize(scored, protocol.horizon, { ...SUMMARIZE_DEFAULTS, reference }),
    );
    return {
      model,
      context: protocol.context,
      rows: sums[0]?.rows ?? [],
      comparisons: sums.flatMap(({ comparisons }) => comparisons.filter((row) => row.model === model)),
      shown: await showClips(run, scored, chooseShown(scored, [model])),
    };
  });
}
