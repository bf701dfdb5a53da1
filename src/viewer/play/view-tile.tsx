import { useEffect, useRef, useState } from 'preact/hooks';
import type { EpisodeCamera } from '../../core/episode.ts';
import type { Scales } from '../../core/paint/paint-modality.ts';
import { FREE_CAMERA, freeCamera, type Orbit } from '../stage/free-camera.ts';
import type { Played, Stage, StageMoment } from '../stage/stage.ts';
import { stageCanvas } from '../stage/stage-canvas.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { drawView, type Shown } from './draw-view.ts';
import type { Player } from './player.ts';
import type { ViewChoice } from './view-choice.ts';

export type ViewTileProps = {
  readonly stage: Stage;
  readonly player: Player;
  readonly played: Played;
  readonly view: ViewChoice;
  readonly size: readonly [width: number, height: number];
  readonly orbit: Orbit;
  /** Told after each drawing, with what was drawn and how long it took, ms. */
  readonly onDrawn?: (moment: StageMoment, shown: Shown, ms: number) => void;
};

/** The camera of a view: the free one, or the scene's. */
export const cameraOf = (played: Played, { camera }: ViewChoice, orbit: Orbit): EpisodeCamera =>
  played.episode.cameras.find(({ name }) => name === camera && name !== FREE_CAMERA) ??
  freeCamera(played.episode, orbit);

/** One view as it plays: draws the newest moment whenever it is done with the one before. */
export function ViewTile(props: ViewTileProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [error, setError] = useState<unknown>(null);
  const { stage, view } = props;
  // A canvas belongs to one stage, and the scale to what is shown.
  useEffect(() => {
    if (element.current === null) return;
    const canvas = stageCanvas(element.current);
    let [running, busy] = [true, false];
    let scales: Scales | null = null;
    let [now, before]: [StageMoment | null, StageMoment | null] = [null, null];
    let drawnWith: unknown[] = [];
    const draw = async (): Promise<void> => {
      const { player, played, size, orbit, onDrawn, view: shown } = latest.current;
      const moment = player.moment();
      const inputs = [moment?.state, played, size[0], size[1], shown.camera === FREE_CAMERA ? orbit : null];
      const rows = played.episode.bodies.length * 3;
      if (moment === null || moment.state.positions.length !== rows) return;
      if (inputs.every((input, i) => input === drawnWith[i])) return;
      if (drawnWith[1] !== played) scales = before = null;
      else if (moment.state !== drawnWith[0]) before = now;
      drawnWith = inputs;
      now = { frame: moment.frame, state: moment.state };
      const began = performance.now();
      const sight = {
        camera: cameraOf(played, shown, orbit),
        modality: shown.modality,
        width: size[0],
        height: size[1],
      };
      const result = await drawView(stage, canvas, played, sight, { now, before }, scales);
      scales = result?.scales ?? null;
      setError(null);
      onDrawn?.(now, result, performance.now() - began);
    };
    const tick = (): void => {
      if (!running) return;
      requestAnimationFrame(tick);
      if (busy) return;
      busy = true;
      draw()
        .catch(setError)
        .finally(() => {
          busy = false;
        });
    };
    requestAnimationFrame(tick);
    return () => {
      running = false;
    };
  }, [stage, view.camera, view.modality]);
  return (
    <>
      <canvas ref={element} aria-label={`${view.camera}, ${view.modality}`} role="img" />
      {error !== null && <ErrorCard error={error} />}
    </>
  );
}
