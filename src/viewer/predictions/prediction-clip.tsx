import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';
import type { PredictionIndex } from '../../core/view/prediction-view.ts';
import { patchAddress } from '../address.ts';
import { usePlayback } from '../clip/use-playback.ts';
import { useShown } from '../clip/use-shown.ts';
import type { FrameStore } from '../frames/frame-store.ts';
import { HorizonCurves } from './horizon-curves.tsx';
import { ModelPicker } from './model-picker.tsx';
import { PhysicsStrip } from './physics-strip.tsx';
import { PredictionTiles } from './prediction-tiles.tsx';
import { clipTime, predictionTracks } from './prediction-tracks.ts';
import { PredictionTransport } from './prediction-transport.tsx';
import type { ViewState } from './view-state.ts';

type PredictionClipProps = {
  readonly reportKey: string;
  readonly index: PredictionIndex;
  readonly state: ViewState;
  /** Place of the clip. */
  readonly clip: number;
  readonly store: FrameStore;
  readonly params: Readonly<Record<string, string>>;
};

/** One clip: truth, predictions and differences in step, the strip of its physics, and its curves. */
export function PredictionClip({ reportKey, index, state, clip, store, params }: PredictionClipProps) {
  const facts = index.clips[clip];
  const time = clipTime(index, clip);
  const models = state.models.join(',');
  const tracks = useMemo(
    () => predictionTracks(reportKey, index, clip, state.models),
    [reportKey, index, clip, models],
  );
  const start = /^\d{1,6}$/.test(params['frame'] ?? '') ? Number(params['frame']) : time.context;
  const playback = usePlayback(time.frames, facts?.fps ?? 12, start, time.context);
  // Here, not above, and before this clip asks for its own: what is given up is what the clip before asked for.
  useLayoutEffect(() => () => store.stop(), [store, reportKey, clip]);
  const shown = useShown(store, tracks, playback.wanted);
  // Without pictures the frame is at hand at once.
  const frame = tracks.length === 0 ? playback.wanted : (shown?.frame ?? null);
  useEffect(() => playback.onShown(frame ?? undefined), [shown, frame]);
  if (facts === undefined) return null;
  const now = frame ?? playback.wanted;
  const go = (horizon: number): void => {
    // The clip stays, whichever is the worst at that horizon.
    patchAddress({ h: horizon, clip: facts.id });
    playback.go(time.context + horizon - 1);
  };
  return (
    <section class="prediction-clip" aria-label={`Clip ${facts.id}`}>
      <div class="card">
        <div class="row clip-title">
          <h2>{facts.id}</h2>
          <span class="soft">
            {facts.width} × {facts.height} at {facts.fps} fps
          </span>
          <span class="spring" />
          <ModelPicker index={index} state={state} compares={facts.truth} />
        </div>
        {tracks.length === 0 ? (
          <p class="no-frames soft">There are no pictures of this clip; its figures follow.</p>
        ) : (
          <PredictionTiles {...{ index, state, clip, facts, shown, context: time.context }} />
        )}
        <PredictionTransport {...{ playback, time }} fps={facts.fps} frame={frame} />
        <PhysicsStrip {...{ index, state, facts, time }} frame={now} onGo={playback.go} />
      </div>
      {index.metrics.length > 0 && (
        <HorizonCurves {...{ index, state, facts }} at={now - time.context + 1} onPick={go} />
      )}
    </section>
  );
}
