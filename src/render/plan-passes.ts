import type { World } from './renderer.ts';
import type { PinholeView } from './tile-camera.ts';
import { MAX_TILES } from './tile-lighting.ts';
import { tilesThatFit } from './tile-targets.ts';
import { MAX_WORLDS } from './world-slot.ts';

/** Pixels that the tiles of one pass cover at most. */
const PASS_PIXELS = 2 ** 20;

/** One view that is drawn, and its place among those that were asked for. */
export type Tile = { readonly order: number; readonly world: World; readonly view: PinholeView };

/** Tiles of one size and the worlds they show, drawn together. */
export type Pass = {
  readonly width: number;
  readonly height: number;
  readonly isFine: boolean;
  readonly worlds: World[];
  readonly tiles: Tile[];
};

/** Cuts what was asked for into passes: by size, in order, as many tiles and worlds as one pass takes. */
export function planPasses(
  shots: readonly { readonly world: World; readonly view: PinholeView }[],
): readonly Pass[] {
  const open = new Map<string, Pass>();
  const passes: Pass[] = [];
  shots.forEach(({ world, view }, order) => {
    const { width, height } = view.intrinsics;
    const { isFine } = view;
    const size = `${width}x${height} ${isFine}`;
    const room = Math.min(MAX_TILES, tilesThatFit(width, height));
    const most = Math.max(1, Math.min(room, Math.floor(PASS_PIXELS / (width * height))));
    let pass = open.get(size);
    const full = pass === undefined || pass.tiles.length >= most;
    if (full || (pass !== undefined && !pass.worlds.includes(world) && pass.worlds.length >= MAX_WORLDS)) {
      pass = { width, height, isFine, worlds: [], tiles: [] };
      open.set(size, pass);
      passes.push(pass);
    }
    if (pass === undefined) return;
    if (!pass.worlds.includes(world)) pass.worlds.push(world);
    pass.tiles.push({ order, world, view });
  });
  return passes;
}
