import type { HorizonValues, PredictionIndex, ShownPrediction } from '../../core/view/prediction-view.ts';
import { isResidual, metricWords, valueText } from './metric-words.ts';
import type { ClipTime } from './prediction-tracks.ts';
import type { ViewState } from './view-state.ts';

type PhysicsStripProps = {
  readonly index: PredictionIndex;
  readonly state: ViewState;
  readonly facts: ShownPrediction;
  readonly time: ClipTime;
  readonly frame: number;
  readonly onGo: (frame: number) => void;
};

/** Presence, and whatever says how far the physics is off, frame by frame under the scrubber. */
export function PhysicsStrip({ index, state, facts, time, frame, onGo }: PhysicsStripProps) {
  const rows = index.metrics
    .filter((id) => id === 'presence' || isResidual(id))
    .flatMap((id) => {
      const series = state.models.map((model) => facts.scores[model]?.[id] ?? null);
      const most = Math.max(0, ...series.flatMap((values) => (values ?? []).map((value) => value ?? 0)));
      return state.models.flatMap((model, i) => {
        const values = series[i] ?? null;
        return values === null ? [] : [{ id, model, values, most }];
      });
    });
  return (
    <div class="strip">
      <span class="soft">frame</span>
      <input
        type="range"
        min={0}
        max={time.frames - 1}
        value={frame}
        aria-label="Frame"
        onInput={({ currentTarget }) => onGo(Number(currentTarget.value))}
      />
      <span class="soft">{frame}</span>
      {time.context > 0 && (
        <>
          <span class="soft">the model sees</span>
          <Cells
            {...{ time, frame }}
            shade={(k) => (k < time.context ? 0.5 : 0)}
            kind="context"
            words={() => ''}
          />
          <span />
        </>
      )}
      {rows.map(({ id, model, values, most }) => (
        <Row
          key={`${id} ${model}`}
          {...{ id, values, most, time, frame }}
          name={index.models[model]?.name ?? ''}
          color={(model % 6) + 1}
        />
      ))}
    </div>
  );
}

type RowProps = {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly values: HorizonValues;
  /** The largest value of the measure in this clip. */
  readonly most: number;
  readonly time: ClipTime;
  readonly frame: number;
};

function Row({ id, name, color, values, most, time, frame }: RowProps) {
  const words = metricWords(id);
  const at = (k: number): number | null => values[k - time.context] ?? null;
  // Dark is wrong: a body that is gone, a law that is broken.
  const shade = (k: number): number => {
    const value = at(k);
    if (value === null) return 0;
    return id === 'presence' ? 1 - value : most > 0 ? value / most : 0;
  };
  return (
    <>
      <span class="strip-name" title={words.meaning}>
        <span class={`model-dot line-${color}`} aria-hidden="true" />
        {words.label} <small class="soft">{name}</small>
      </span>
      <Cells
        {...{ time, frame, shade }}
        kind="wrong"
        words={(k) => (k < time.context ? '' : `+${k - time.context + 1}: ${valueText(at(k), words)}`)}
        label={`${words.label} of ${name}`}
      />
      <output>{frame < time.context ? '' : valueText(at(frame), words)}</output>
    </>
  );
}

type CellsProps = {
  readonly time: ClipTime;
  readonly frame: number;
  /** 0 … 1 of a frame. */
  readonly shade: (frame: number) => number;
  readonly kind: 'context' | 'wrong';
  readonly words: (frame: number) => string;
  readonly label?: string;
};

/** A row of cells, each under its frame on the scrubber. */
function Cells({ time, frame, shade, kind, words, label }: CellsProps) {
  const { frames, context } = time;
  return (
    <svg
      class={`cells ${kind}`}
      viewBox={`0 0 ${Math.max(1, frames - 1)} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label ?? 'Frames that the model saw'}
    >
      {Array.from({ length: frames }, (_, k) =>
        kind === 'wrong' && k < context ? null : (
          <g key={k}>
            <rect class="ground" x={k - 0.46} width={0.92} height={1} />
            <rect class="mark" x={k - 0.46} width={0.92} height={1} fill-opacity={shade(k)}>
              <title>{words(k)}</title>
            </rect>
          </g>
        ),
      )}
      <line class="now" x1={frame} x2={frame} y1={-0.2} y2={1.2} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
