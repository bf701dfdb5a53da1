import { useRef } from 'preact/hooks';
import { type Orbit, panned, turned, zoomed } from '../stage/free-camera.ts';
import type { Grab, ImagePoint } from './use-grab.ts';

/** A turn over the whole width of a view, radians. */
const TURN = Math.PI;
/** A notch of the wheel. */
const NOTCH = 1.1;

type PointerOptions = {
  readonly grab: Grab;
  /** `null` where the view's camera is the scene's own, which does not move. */
  readonly orbit: Orbit | null;
  readonly onOrbit: (orbit: Orbit) => void;
  readonly size: readonly [width: number, height: number];
  readonly onHover: (at: ImagePoint | null) => void;
};

/** The pointer's place in the image, pixels of it. */
export function imagePoint(
  event: PointerEvent | WheelEvent,
  [width, height]: PointerOptions['size'],
): ImagePoint {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return {
    u: ((event.clientX - box.left) / box.width) * width,
    v: ((event.clientY - box.top) / box.height) * height,
  };
}

/**
 * What the pointer does over a view: takes a body and pulls it; beside one, or with the right button, turns the free
 * camera (with Shift it moves it), and the wheel zooms.
 */
export function usePointer({ grab, orbit, onOrbit, size, onHover }: PointerOptions) {
  const drag = useRef<'none' | 'grab' | 'orbit'>('none');
  const onPointerDown = async (event: PointerEvent): Promise<void> => {
    const target = event.currentTarget as Element;
    const at = imagePoint(event, size);
    target.setPointerCapture(event.pointerId);
    drag.current = 'orbit';
    if (event.button === 1 || event.ctrlKey) {
      drag.current = 'none';
      await grab.strike(at);
      return;
    }
    if (event.button === 0 && !event.shiftKey && (await grab.take(at))) {
      // The button may be up again by the time the answer comes.
      if (drag.current === 'orbit' && target.hasPointerCapture(event.pointerId)) drag.current = 'grab';
      else grab.letGo();
    }
  };
  const onPointerMove = (event: PointerEvent): void => {
    const at = imagePoint(event, size);
    if (drag.current === 'grab') grab.pull(at);
    else if (drag.current === 'orbit' && orbit !== null) {
      const box = (event.currentTarget as Element).getBoundingClientRect();
      const [right, down] = [event.movementX / box.width, event.movementY / box.height];
      onOrbit(event.shiftKey ? panned(orbit, -right, down) : turned(orbit, -right * TURN, down * TURN));
    }
    onHover(at);
  };
  const onPointerUp = (): void => {
    drag.current = 'none';
    grab.letGo();
  };
  const onWheel = (event: WheelEvent): void => {
    const factor = event.deltaY > 0 ? NOTCH : 1 / NOTCH;
    if (drag.current === 'grab') grab.reach(factor, imagePoint(event, size));
    else if (orbit !== null) onOrbit(zoomed(orbit, factor));
    else return;
    event.preventDefault();
  };
  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
    onPointerLeave: () => onHover(null),
    onContextMenu: (event: Event) => event.preventDefault(),
    onWheel,
  };
}
