import type { MeanCurve, PredictionIndex } from '../../core/view/prediction-view.ts';
import { patchAddress } from '../address.ts';
import { metricWords, signedText, titleOf, valueText } from './metric-words.ts';
import { ScenePicker } from './scene-picker.tsx';
import { sortClips } from './sort-clips.ts';
import { summaryScene, type ViewState } from './view-state.ts';

/** The horizons of a table: 1, 2, 4, 8 … and the last. */
const tableHorizons = (horizon: number): readonly number[] => [
  ...Array.from({ length: 14 }, (_, i) => 2 ** i).filter((h) => h < horizon),
  horizon,
];

type TableProps = { readonly index: PredictionIndex; readonly state: ViewState };

/** The chosen measure of every model over the horizon; a cell leads to the model's worst clip there. */
export function ScoreTable({ index, state }: TableProps) {
  const words = metricWords(state.metric);
  const scene = summaryScene(index, state);
  const here = ({ scene: s, metric }: MeanCurve): boolean => s === scene && metric === state.metric;
  const rows = index.rows.filter(here);
  const gains = index.comparisons.filter(here);
  const reference = index.models[gains[0]?.against ?? -1]?.name;
  return (
    <section class="card score-table" aria-label="Scores">
      <div class="row">
        <MetricPicker index={index} state={state} />
        <ScenePicker index={index} state={state} />
      </div>
      <p class="soft">
        {words.meaning} {words.better === 'higher' ? 'Higher' : 'Lower'} is better.
        {reference !== undefined && ` Small: against ${reference}.`}
      </p>
      <div class="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">frames ahead</th>
              {tableHorizons(index.protocol.horizon).map((h) => (
                <th scope="col" key={h} aria-current={h === state.horizon}>
                  +{h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {index.models.map(({ name, role }, model) => (
              <tr key={name} class={role}>
                <th scope="row">{name}</th>
                {tableHorizons(index.protocol.horizon).map((h) => (
                  <Cell
                    key={h}
                    {...{ index, state, model, horizon: h }}
                    row={rows.find((row) => row.model === model)}
                    gain={gains.find((row) => row.model === model)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type CellProps = TableProps & {
  readonly model: number;
  readonly horizon: number;
  readonly row: MeanCurve | undefined;
  readonly gain: MeanCurve | undefined;
};

/** Whether a difference with its interval is a gain, a loss, or neither. */
function toneOf(low: number, high: number, better: 'higher' | 'lower'): string {
  if (low <= 0 && high >= 0) return 'soft';
  return low > 0 === (better === 'higher') ? 'good' : 'bad';
}

function Cell({ index, state, model, horizon, row, gain }: CellProps) {
  const words = metricWords(state.metric);
  const at = horizon - 1;
  const mean = row?.mean[at];
  if (mean === null || mean === undefined) return <td>–</td>;
  const [change, low, high] = [gain?.mean[at] ?? null, gain?.low[at] ?? 0, gain?.high[at] ?? 0];
  const name = index.models[model]?.name ?? '';
  const open = (): void => {
    const next: ViewState = { ...state, horizon, of: model, sort: 'worst' };
    const worst = index.clips[sortClips(index, next)[0]?.place ?? -1];
    const isShown = state.models.includes(model) || index.models[model]?.role === 'truth';
    patchAddress({
      ...{ h: horizon, of: model, sort: null, clip: worst?.id ?? null },
      ...{ models: (isShown ? state.models : [...state.models.slice(0, 3), model]).join(',') },
      frame: index.protocol.context + at,
    });
  };
  const interval = `${valueText(row?.low[at], words)} to ${valueText(row?.high[at], words)}`;
  return (
    <td>
      <button
        type="button"
        class="cell"
        aria-pressed={horizon === state.horizon && model === state.of}
        title={`95 % interval ${interval}; opens the worst clip of ${name} at +${horizon}`}
        onClick={open}
      >
        {valueText(mean, words)}
        {change !== null && (
          <small class={toneOf(low, high, words.better)}>{signedText(change, words)}</small>
        )}
      </button>
    </td>
  );
}

/** Chooses the measure. */
function MetricPicker({ index, state }: TableProps) {
  return (
    <label class="row">
      <span class="soft">Measure</span>
      <select
        value={state.metric}
        onChange={({ currentTarget }) => patchAddress({ metric: currentTarget.value })}
      >
        {index.metrics.map((id) => (
          <option key={id} value={id}>
            {titleOf(metricWords(id))}
          </option>
        ))}
      </select>
    </label>
  );
}
