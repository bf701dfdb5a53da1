import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EpisodeCamera } from '../../core/episode.ts';
import type { Scales } from '../../core/paint/paint-modality.ts';
import { FREE_CAMERA, freeCamera, type Orbit } from '../stage/free-camera.ts';
import type { Played, Stage, StageMoment } from '../stage/stage.ts';
import { drawView, type Shown } from './draw-view.ts';
import type { PlayMoment } from './play-orders.ts';
import type { Player } from './player.ts';
import type { ViewChoice } from './view-choice.ts';

/** What is drawn, and where from. */
export type DrawingProps = {
  readonly stage: Stage;
  readonly player: Player;
  readonly played: Played;
  readonly view: ViewChoice;
  readonly size: readonly [width: number, height: number];
  readonly orbit: Orbit;
};

/** The camera of a view: the free one, or the scene's. */
export const cameraOf = (played: Played, { camera }: ViewChoice, orbit: Orbit): EpisodeCamera =>
  played.episode.cameras.find(({ name }) => name === camera && name !== FREE_CAMERA) ??
  freeCamera(played.episode, orbit);

/** What came of drawing. */
export type Drawing = {
  readonly shown: Shown;
  /** The moment and the camera that were drawn. */
  readonly moment: PlayMoment | null;
  readonly camera: EpisodeCamera | null;
  /** Drawings a second, lately. */
  readonly rate: number;
  readonly error: unknown;
};

const NOTHING_DRAWN: Drawing = { shown: null, moment: null, camera: null, rate: 0, error: null };

/** What a drawing follows from: drawn again when one of them changes. */
const inputsOf = ({ player, played, size, orbit, view }: DrawingProps): readonly unknown[] => [
  ...[player.moment()?.state, played, ...size],
  view.camera === FREE_CAMERA ? orbit : null,
];

/** Draws the newest moment on a canvas whenever it is done with the one before. */
export function useDrawing(element: RefObject<HTMLCanvasElement | null>, props: DrawingProps): Drawing {
  const latest = useRef(props);
  latest.current = props;
  const [drawing, setDrawing] = useState<Drawing>(NOTHING_DRAWN);
  const { stage, view } = props;
  useEffect(() => {
    if (element.current === null) return;
    const canvas = element.current;
    let [running, busy] = [true, false];
    let [last, rate] = [performance.now(), 0];
    let scales: Scales | null = null;
    let [now, before]: [StageMoment | null, StageMoment | null] = [null, null];
    let drawnWith: readonly unknown[] = [];
    const draw = async (): Promise<void> => {
      const { player, played, size, orbit, view: choice } = latest.current;
      const moment = player.moment();
      const inputs = inputsOf(latest.current);
      // Just after a change of seed the last moment may still be another episode's.
      if (moment === null || moment.state.positions.length !== played.episode.bodies.length * 3) return;
      if (inputs.every((input, i) => input === drawnWith[i])) return;
      if (drawnWith[1] !== played) scales = before = null;
      else if (moment.state !== drawnWith[0]) before = now;
      drawnWith = inputs;
      now = { frame: moment.frame, state: moment.state };
      const sight = { camera: cameraOf(played, choice, orbit), width: size[0], height: size[1] };
      const shown = await drawView(
        stage,
        canvas,
        played,
        { ...sight, modality: choice.modality },
        { now, before },
        scales,
      );
      scales = shown?.scales ?? null;
      const done = performance.now();
      rate += (1000 / Math.max(1, done - last) - rate) * 0.2;
      last = done;
      setDrawing({ shown, moment, camera: sight.camera, rate, error: null });
    };
    const tick = (): void => {
      if (!running) return;
      requestAnimationFrame(tick);
      if (busy) return;
      busy = true;
      draw()
        .catch((error) => setDrawing({ ...NOTHING_DRAWN, error }))
        .finally(() => {
          busy = false;
        });
    };
    requestAnimationFrame(tick);
    return () => {
      running = false;
    };
  }, [stage, view.camera, view.modality]);
  return drawing;
}
