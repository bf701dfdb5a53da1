import { useMemo } from 'preact/hooks';
import type { PredictionIndex, ShownPrediction } from '../../core/view/prediction-view.ts';
import { Plot, type PlotLine } from '../plot/plot.tsx';
import { isResidual, metricWords, titleOf } from './metric-words.ts';
import { summaryScene, type ViewState } from './view-state.ts';

type CurvesProps = {
  readonly index: PredictionIndex;
  readonly state: ViewState;
  readonly facts: ShownPrediction;
  /** Frames ahead of what is on the screen; below 1 in the context. */
  readonly at: number;
  readonly onPick: (horizon: number) => void;
};

/** The lines of a measure: each model's mean with its interval, and this clip's own, dashed. */
export function curveLines(
  index: PredictionIndex,
  state: ViewState,
  facts: ShownPrediction,
  metric: string,
): readonly PlotLine[] {
  const scene = summaryScene(index, state);
  const models = index.models.flatMap(({ role }, model) =>
    state.models.includes(model) || role === 'baseline' ? [model] : [],
  );
  const means = models.flatMap((model): PlotLine[] => {
    const row = index.rows.find((r) => r.model === model && r.scene === scene && r.metric === metric);
    if (row === undefined) return [];
    const band = state.models.includes(model) ? { band: { low: row.low, high: row.high } } : {};
    return [{ name: index.models[model]?.name ?? '', values: row.mean, color: model + 1, ...band }];
  });
  const own = state.models.flatMap((model): PlotLine[] => {
    const values = facts.scores[model]?.[metric];
    const name = `this clip, ${index.models[model]?.name ?? ''}`;
    return values === undefined ? [] : [{ name, values, color: model + 1, dashed: true }];
  });
  return [...means, ...own];
}

/** The chosen measure over the horizon, large, and every other one small; a click goes there. */
export function HorizonCurves({ index, state, facts, at, onPick }: CurvesProps) {
  const { horizon } = index.protocol;
  const x = useMemo(() => Array.from({ length: horizon }, (_, i) => i + 1), [horizon]);
  const { metric, scene } = state;
  const models = state.models.join(',');
  const lines = useMemo(() => curveLines(index, state, facts, metric), [index, facts, metric, scene, models]);
  const place = summaryScene(index, state);
  const name = index.scenes[place] === 'all' ? 'mean over scenes' : `mean over ${index.scenes[place] ?? ''}`;
  const words = metricWords(metric);
  return (
    <div class="card curves">
      <Plot
        title={`${titleOf(words)}: ${name} with its 95 % interval, and this clip dashed; ${words.better} is better`}
        x={x}
        xName="frames ahead"
        lines={lines}
        at={Math.max(1, at)}
        onPick={onPick}
        height={isResidual(metric) ? 160 : 200}
      />
    </div>
  );
}
