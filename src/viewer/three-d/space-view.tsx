import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Vec3 } from '../../core/pose.ts';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import type { BodyExtent } from './body-extents.ts';
import { drawSpace } from './draw-space.ts';
import { type OrbitView, orbitProjection, turned, viewOf, zoomed } from './orbit-view.ts';
import './space-view.css';
import { groundLines, livelyPoints, pathLines, spaceLines } from './space-lines.ts';

type SpaceViewProps = {
  readonly clip: ClipFacts;
  readonly frame: number;
  readonly extents: ReadonlyMap<string, BodyExtent>;
};

/** Radians a pixel of dragging, and a press of an arrow key. */
const PER_PIXEL = 0.008;
const PER_KEY = 0.1;

/** Cameras, bodies and their ways in space, to be looked at from all sides. */
export function SpaceView({ clip, frame, extents }: SpaceViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const start = useMemo(() => viewOf(livelyPoints(clip)), [clip]);
  const [view, setView] = useState<OrbitView>(start);
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  const [withNames, setWithNames] = useState(true);
  const ground = useMemo(() => groundLines(start.target as Vec3, 1.5 * start.distance), [start]);
  const paths = useMemo(() => pathLines(clip), [clip]);
  const space = useMemo(
    () => spaceLines(clip, frame, extents, start.distance / 8),
    [clip, frame, extents, start],
  );
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const measure = (): void => setSize([element.clientWidth, element.clientHeight]);
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    const themed = new MutationObserver(() => setView((before) => ({ ...before })));
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
    };
  }, []);
  useEffect(() => {
    if (canvas.current === null || size[0] === 0) return;
    const lines = [...ground, ...paths, ...space.lines];
    drawSpace(canvas.current, size, orbitProjection(view, ...size), lines, withNames ? space.names : []);
  }, [view, size, ground, paths, space, withNames]);
  // Preact's own listener is passive, and the page would scroll along.
  useEffect(() => {
    const element = canvas.current;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      setView((before) => zoomed(before, 1.001 ** event.deltaY));
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, []);
  const drag = (event: PointerEvent): void => {
    if (event.buttons === 0) return;
    setView((before) => turned(before, -PER_PIXEL * event.movementX, PER_PIXEL * event.movementY));
  };
  return (
    <section class="card space" aria-label="Cameras and bodies in space">
      <div class="row">
        <h2>In space</h2>
        <span class="spring" />
        <label class="row soft">
          <input
            type="checkbox"
            checked={withNames}
            onChange={({ currentTarget }) => setWithNames(currentTarget.checked)}
          />
          names
        </label>
        <button type="button" onClick={() => setView(start)}>
          Reset view
        </button>
      </div>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label="Bodies as boxes with their paths, cameras as pyramids; drag or press a, d, w, s to turn, + and − to come nearer"
        onPointerDown={(event) => (event.currentTarget as Element).setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={(event) => setView((before) => pressed(before, event.key))}
      />
    </section>
  );
}

function pressed(view: OrbitView, key: string): OrbitView {
  switch (key) {
    case 'a':
      return turned(view, -PER_KEY, 0);
    case 'd':
      return turned(view, PER_KEY, 0);
    case 'w':
      return turned(view, 0, PER_KEY);
    case 's':
      return turned(view, 0, -PER_KEY);
    case '+':
      return zoomed(view, 0.8);
    case '-':
      return zoomed(view, 1.25);
    default:
      return view;
  }
}
