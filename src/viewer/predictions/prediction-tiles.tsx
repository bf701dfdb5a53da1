import { useEffect, useRef } from 'preact/hooks';
import type { PredictionIndex, ShownPrediction } from '../../core/view/prediction-view.ts';
import type { Shown } from '../clip/use-shown.ts';
import { opaque } from '../stage/opaque.ts';
import { putOnCanvas } from '../stage/put-on-canvas.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { paintDifference } from './paint-difference.ts';
import { trackName } from './prediction-tracks.ts';
import type { ViewState } from './view-state.ts';

type TilesProps = {
  readonly index: PredictionIndex;
  readonly state: ViewState;
  /** Its place in the index. */
  readonly clip: number;
  readonly facts: ShownPrediction;
  readonly shown: Shown | null;
  /** Frames that the model saw, at the clip's beginning. */
  readonly context: number;
};

/** Truth, prediction and difference; of several models each its own pair, all of the same moment. */
export function PredictionTiles({ index, state, clip, facts, shown, context }: TilesProps) {
  const seen = shown !== null && shown.frame < context;
  const image = (row: number | 'truth'): Uint8Array | null =>
    (shown?.images.get(trackName(clip, row))?.image as Uint8Array | undefined) ?? null;
  const truth = image('truth');
  const models = state.models.filter((model) => facts.predicted[model] === true);
  const missing = state.models.filter((model) => facts.predicted[model] !== true);
  const errors = shown === null ? [] : [...shown.errors.values()];
  const frame = shown?.frame ?? null;
  const size = { width: facts.width, height: facts.height, frame };
  const nameOf = (model: number): string => index.models[model]?.name ?? '';
  return (
    <>
      <div class={`tiles3 of-${models.length}`}>
        {facts.truth && <Tile {...size} name="Truth" rgb={truth} badge={seen} track="truth" />}
        {models.map((model) => {
          // What the model saw is the truth.
          const rgb = seen ? truth : image(model);
          const off = rgb === null || truth === null ? null : paintDifference(rgb, truth, state.difference);
          return (
            <div class="pair" key={model}>
              <Tile
                {...size}
                name={nameOf(model)}
                dot={(model % 6) + 1}
                rgb={rgb}
                badge={seen}
                track={`model-${model}`}
              />
              {facts.truth && (
                <Tile
                  {...size}
                  name={models.length > 1 ? `Difference of ${nameOf(model)}` : 'Difference'}
                  rgb={off}
                  badge={false}
                  track={`difference-${model}`}
                />
              )}
            </div>
          );
        })}
      </div>
      {missing.length > 0 && (
        <p class="soft">There are no pictures by {missing.map(nameOf).join(', ')} here.</p>
      )}
      {errors.length > 0 && <ErrorCard error={errors[0]} />}
    </>
  );
}

type TileProps = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly frame: number | null;
  readonly rgb: Uint8Array | null;
  /** Whether to say that this is a frame that the model saw. */
  readonly badge: boolean;
  readonly track: string;
  /** The line colour of the model. */
  readonly dot?: number;
};

function Tile({ name, width, height, frame, rgb, badge, track, dot }: TileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    if (rgb === null || frame === null) {
      // Rather nothing than the picture of another clip.
      canvas.current.getContext('2d')?.clearRect(0, 0, canvas.current.width, canvas.current.height);
      delete canvas.current.dataset['frame'];
      return;
    }
    putOnCanvas(canvas.current, opaque(rgb), width, height);
    canvas.current.dataset['frame'] = String(frame);
  }, [rgb, frame, width, height]);
  return (
    <figure class="tile3">
      <figcaption>
        {dot !== undefined && <span class={`model-dot line-${dot}`} aria-hidden="true" />}
        <strong>{name}</strong>
        {badge && <span class="badge">context</span>}
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={name}
        data-track={track}
        style={{ aspectRatio: `${width} / ${height}` }}
      />
    </figure>
  );
}
