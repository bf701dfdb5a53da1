import type { Rectangle } from '../../core/body-box.ts';
import { cssColor, idColor } from '../../core/paint/palette.ts';
import type { ShownCamera } from '../../core/view/dataset-view.ts';
import type { BodyLines } from './overlay-lines.ts';

/** What can be drawn over pictures. */
export const OVERLAYS = ['boxes', 'names'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** The overlays that an address names. */
export const parseOverlays = (text: string | undefined): readonly Overlay[] =>
  OVERLAYS.filter((name) => text?.split(',').includes(name));

type TileOverlayProps = {
  readonly camera: Pick<ShownCamera, 'width' | 'height'>;
  readonly lines: readonly BodyLines[];
  readonly over: readonly Overlay[];
};

/** Boxes (recorded: solid visible, dashed amodal; thin in 3-D) and names of bodies over a picture. */
export function TileOverlay({ camera, lines, over }: TileOverlayProps) {
  const { width, height } = camera;
  return (
    <div class="overlay">
      {over.includes('boxes') && (
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {lines.map((one) => (
            <BodyBoxes key={one.body.name} lines={one} />
          ))}
        </svg>
      )}
      {over.includes('names') &&
        lines.map(({ body, center }) =>
          center === null || !isWithin(center, camera) ? null : (
            <span
              key={body.name}
              class="body-name"
              style={{ left: `${(100 * center[0]) / width}%`, top: `${(100 * center[1]) / height}%` }}
            >
              {body.name}
            </span>
          ),
        )}
    </div>
  );
}

const isWithin = (
  [u, v]: readonly [number, number],
  { width, height }: TileOverlayProps['camera'],
): boolean => u >= 0 && v >= 0 && u < width && v < height;

function BodyBoxes({ lines: { body, path, box } }: { readonly lines: BodyLines }) {
  const rectangle = ([u0, v0, u1, v1]: Rectangle, kind: string) => (
    <rect class={kind} x={u0} y={v0} width={u1 - u0} height={v1 - v0} />
  );
  return (
    <g stroke={cssColor(idColor(body.id, false))} fill="none">
      <path class="oriented" d={path} />
      {box?.amodalBox != null && box.visiblePixels > 0 && rectangle(box.amodalBox, 'amodal')}
      {box?.visibleBox != null && rectangle(box.visibleBox, 'visible')}
    </g>
  );
}
