import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WorldState } from '../../core/episode.ts';
import { actionSpec } from '../../physics/robots/robot-controller.ts';
import type { PlayScene } from '../play/play-scene.ts';
import type { Played, Stage } from '../stage/stage.ts';
import { type DreamFit, knownFrames } from './dream-fit.ts';
import { KEPT_FRAMES } from './dream-handle.ts';
import { createDreamLoop, type DreamRow } from './dream-loop.ts';
import { createMeter } from './dream-meter.ts';
import type { LoadedDream } from './dream-orders.ts';
import { createDreamRun, type DreamFrame, type DreamRun } from './dream-run.ts';
import type { Dreamer } from './dreamer.ts';
import { createTruth } from './truth.ts';

/** Between two looks at figures and curves, milliseconds. */
const SHOW_MS = 200;

/** Rows that the curves show at most. */
const MOST_ROWS = 480;

/** Who dreams beside what. */
export type DreamRequest = {
  readonly scene: PlayScene;
  readonly played: Played;
  readonly stage: Stage;
  readonly seed: number;
  readonly fit: DreamFit;
  readonly dreamer: Dreamer;
  readonly dream: LoadedDream;
};

/** What the page reads each frame. */
export type DreamControls = {
  readonly act: (frame: number, state: WorldState) => Float32Array | null;
  /** Frames after which the dream is the truth again; 0 = never. */
  readonly every: number;
  /** Times the scene's own; 0 = paused. */
  readonly speed: number;
  readonly onFrame: (frame: DreamFrame) => void;
};

/** How the dream goes, a few times a second. */
export type DreamProgress = {
  readonly rows: readonly DreamRow[];
  /** Milliseconds that the model takes for a frame, and frames that are shown a second. */
  readonly took: number | null;
  readonly rate: number | null;
};

const NOTHING: DreamProgress = { rows: [], took: null, rate: null };

/** Runs simulator and dream beside each other, from the start again whenever the request changes. */
export function useDreamRun(
  { scene, played, stage, seed, fit, dreamer, dream }: DreamRequest,
  controls: RefObject<DreamControls | null>,
  again: number,
): { readonly run: RefObject<DreamRun | null>; readonly progress: DreamProgress; readonly error: unknown } {
  const run = useRef<DreamRun>(null);
  const [progress, setProgress] = useState<DreamProgress>(NOTHING);
  const [error, setError] = useState<unknown>(null);
  const { camera, width, height, fps } = fit;
  useEffect(() => {
    let wanted = true;
    let rows: readonly DreamRow[] = [];
    let kept: readonly DreamFrame[] = [];
    let showing: ReturnType<typeof setTimeout> | null = null;
    const [model, whole] = [createMeter(), createMeter()];
    const show = (): void => {
      showing = null;
      setProgress({ rows, took: model.took(), rate: whole.rate() });
    };
    const onFrame = (frame: DreamFrame): void => {
      rows = [...rows, frame.row].slice(-MOST_ROWS);
      kept = [...kept, frame].slice(-KEPT_FRAMES);
      if (frame.dreamt !== null) model.add(frame.dreamt.took, performance.now());
      whole.add(0, performance.now());
      controls.current?.onFrame(frame);
      showing ??= setTimeout(show, SHOW_MS);
    };
    const fail = (failure: unknown): void => {
      if (wanted) setError(failure);
    };
    setError(null);
    setProgress(NOTHING);
    globalThis.worldwright = { dream: { frames: () => kept } };
    const spec = actionSpec(played.episode);
    dreamer.shape({ width, height, fps, actionSpec: spec }).then(() => {
      if (!wanted) return;
      run.current = createDreamRun({
        truth: createTruth(stage, { scene, played, seed, fps, camera, width, height }),
        ...{ dreamer, fps, onFrame, onError: fail },
        loop: createDreamLoop(knownFrames(dream.contract), spec?.shape.reduce((all, n) => all * n, 1) ?? 0),
        act: (frame, state) => controls.current?.act(frame, state) ?? null,
        every: () => controls.current?.every ?? 0,
      });
      run.current.run(controls.current?.speed ?? 0);
    }, fail);
    return () => {
      wanted = false;
      run.current?.close();
      run.current = null;
      if (showing !== null) clearTimeout(showing);
      globalThis.worldwright = undefined;
    };
  }, [scene, played, stage, seed, dreamer, dream, camera, width, height, fps, again]);
  return { run, progress, error };
}
