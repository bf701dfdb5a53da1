import { MODALITIES, type Modality } from '../../core/frame.ts';
import type { Hand } from '../../core/hand.ts';
import { FREE_CAMERA, type Orbit } from '../stage/free-camera.ts';
import type { Played, Stage } from '../stage/stage.ts';
import type { Player } from './player.ts';
import { MOST_VIEWS, type ViewChoice } from './view-choice.ts';
import type { OverlayLayer } from './view-overlay.tsx';
import { ViewTile } from './view-tile.tsx';

type ViewsProps = {
  readonly stage: Stage;
  readonly player: Player;
  readonly played: Played;
  readonly views: readonly ViewChoice[];
  readonly onViews: (views: readonly ViewChoice[]) => void;
  readonly size: readonly [width: number, height: number];
  readonly orbit: Orbit;
  readonly onOrbit: (orbit: Orbit) => void;
  readonly onHand: (hand: Hand | null) => void;
  readonly layers: readonly OverlayLayer[];
};

/** Modalities that this camera can give. */
function modalitiesOf({ episode }: Played, stage: Stage, camera: string): readonly Modality[] {
  if (!stage.seesTruth) return ['rgb'];
  const stereo = episode.cameras.find(({ name }) => name === camera)?.effects.stereoDepth ?? null;
  return MODALITIES.filter((modality) => modality !== 'sensor_depth_z_m' || stereo !== null);
}

/** The views side by side, each with its camera and what of it is shown. */
export function Views({ views, onViews, ...rest }: ViewsProps) {
  const { played, stage } = rest;
  const cameras = [...played.episode.cameras.map(({ name }) => name), FREE_CAMERA];
  const change = (i: number, to: Partial<ViewChoice>): void =>
    onViews(views.map((view, k) => (k === i ? { ...view, ...to } : view)));
  return (
    <div class={`views of-${Math.min(views.length, 3)}`} style={{ '--aspect': rest.size[0] / rest.size[1] }}>
      {views.map((view, i) => (
        <figure class="view" key={i}>
          <figcaption class="row">
            <select
              aria-label={`Camera of view ${i + 1}`}
              value={view.camera}
              onChange={({ currentTarget }) => change(i, { camera: currentTarget.value })}
            >
              {cameras.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <select
              aria-label={`What view ${i + 1} shows`}
              value={view.modality}
              onChange={({ currentTarget }) => change(i, { modality: currentTarget.value as Modality })}
            >
              {modalitiesOf(played, stage, view.camera).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <span class="spring" />
            {views.length > 1 && (
              <button
                type="button"
                class="quiet"
                aria-label={`Close view ${i + 1}`}
                onClick={() => onViews(views.filter((_, k) => k !== i))}
              >
                ×
              </button>
            )}
            {i === views.length - 1 && views.length < MOST_VIEWS && (
              <button type="button" onClick={() => onViews([...views, nextView(views, stage)])}>
                + View
              </button>
            )}
          </figcaption>
          <ViewTile {...rest} view={view} />
        </figure>
      ))}
    </div>
  );
}

const OFFERED: readonly Modality[] = ['rgb', 'depth_z_m', 'instance_id', 'normal', 'flow_forward', 'boxes'];

/** What a new view shows: something of the last one's camera that is not shown yet. */
function nextView(views: readonly ViewChoice[], { seesTruth }: Stage): ViewChoice {
  const camera = views.at(-1)?.camera ?? FREE_CAMERA;
  if (!seesTruth) return { camera: FREE_CAMERA, modality: 'rgb' };
  const shown = new Set(views.filter((view) => view.camera === camera).map(({ modality }) => modality));
  return { camera, modality: OFFERED.find((name) => !shown.has(name)) ?? 'rgb' };
}
