import { useMemo, useRef, useState } from 'preact/hooks';
import type { Hand } from '../../core/hand.ts';
import { Legend } from '../frames/legend.tsx';
import { FREE_CAMERA, type Orbit } from '../stage/free-camera.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { playedNames } from './played-names.ts';
import { UnderPointer } from './under-pointer.tsx';
import { cameraOf, type DrawingProps, useDrawing } from './use-drawing.ts';
import { type ImagePoint, useGrab } from './use-grab.ts';
import { usePointer } from './use-pointer.ts';
import { type OverlayLayer, ViewOverlay } from './view-overlay.tsx';

export type ViewTileProps = DrawingProps & {
  readonly onOrbit: (orbit: Orbit) => void;
  readonly onHand: (hand: Hand | null) => void;
  readonly layers: readonly OverlayLayer[];
};

/** One view as it plays: the picture, what is drawn over it, what is under the pointer. */
export function ViewTile(props: ViewTileProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const drawing = useDrawing(element, props);
  const { shown, rate, error } = drawing;
  const { player, played, view, orbit, onOrbit, onHand, layers } = props;
  const [hover, setHover] = useState<ImagePoint | null>(null);
  const camera = cameraOf(played, view, orbit);
  const size = camera.size ?? props.size;
  const names = useMemo(() => playedNames(played), [played]);
  const cameraNow = () => cameraOf(played, view, latest.current.orbit);
  const grab = useGrab({ player, played, camera: cameraNow, size, onHand });
  const pointer = usePointer({
    ...{ grab, onOrbit, size, onHover: setHover },
    orbit: view.camera === FREE_CAMERA ? orbit : null,
  });
  return (
    <>
      <div class="picture" {...pointer}>
        <canvas ref={element} aria-label={`${view.camera}, ${view.modality}`} role="img" />
        <ViewOverlay {...{ played, drawing, size, layers }} hand={grab.hand} />
      </div>
      {shown !== null && <Legend modality={view.modality} scales={shown.scales} names={names} />}
      <UnderPointer at={hover} {...{ player, played, camera, size, shown, view, names, rate }} />
      {error !== null && <ErrorCard error={error} />}
    </>
  );
}
