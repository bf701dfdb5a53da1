import type { Pass } from './plan-passes.ts';
import { createTileTargets, type TileTargets, tilesThatFit } from './tile-targets.ts';

/** Sizes and numbers of tiles whose targets are kept. */
const KEPT_TARGETS = 6;

/** Numbers of tiles that targets are made for, so that few serve all. */
const TILE_STEPS = [1, 2, 4, 9, 16, 36, 64];

/** Targets by size, the least recently used given up first. */
export function createTargetShelf(samples: number): {
  readonly get: (pass: Pass) => TileTargets;
  readonly dispose: () => void;
} {
  const shelf = new Map<string, TileTargets>();
  return {
    get({ tiles, width, height, isFine }: Pass): TileTargets {
      const step = TILE_STEPS.find((count) => count >= tiles.length) ?? tiles.length;
      const room = Math.min(step, tilesThatFit(width, height));
      const key = `${room} ${width} ${height} ${isFine}`;
      const targets = shelf.get(key) ?? createTileTargets(room, width, height, isFine ? 1 : samples);
      shelf.delete(key);
      shelf.set(key, targets);
      const [oldest] = shelf.keys();
      if (shelf.size > KEPT_TARGETS && oldest !== undefined) {
        shelf.get(oldest)?.dispose();
        shelf.delete(oldest);
      }
      return targets;
    },
    dispose: () => {
      for (const targets of shelf.values()) targets.dispose();
    },
  };
}
