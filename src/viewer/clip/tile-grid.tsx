import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ShownCamera } from '../../core/view/dataset-view.ts';

/** CSS pixels that a tile of ordinary size takes at least. */
const TILE_WIDTH = 250;

/**
 * CSS pixels a pixel: a whole number where a picture grows, so that every pixel is a square of the same size, and
 * one over a whole number where it shrinks.
 */
export function wholeFactor(width: number, room: number): number {
  if (width <= room) return Math.max(1, Math.min(Math.floor(room / width), Math.ceil(TILE_WIDTH / width)));
  return 1 / Math.ceil(width / room);
}

type TileGridProps = {
  /** How many stand side by side where there is room for them; as many as fit unless given. */
  readonly columns?: number;
  readonly children: (factorOf: (camera: ShownCamera) => number) => ComponentChildren;
};

/** Tiles side by side, each enlarged by a whole factor to what there is room for. */
export function TileGrid({ children, columns = 1 }: TileGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(TILE_WIDTH);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setRoom(element.clientWidth);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return (
    <div ref={box} class="tiles">
      {children(({ width }) =>
        wholeFactor(width, Math.max(Math.min(width, room), Math.min(room / columns - 14, 640))),
      )}
    </div>
  );
}
