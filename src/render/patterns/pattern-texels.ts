import type { Texture } from '../../core/episode.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import { createBricks } from './bricks.ts';
import { createChecker } from './checker.ts';
import { createFacade } from './facade.ts';
import { createMarble } from './marble.ts';
import type { CreatePattern } from './pattern.ts';
import { createSpeckle } from './speckle.ts';
import { createStripes } from './stripes.ts';
import { createTiles } from './tiles.ts';
import { createWeave } from './weave.ts';
import { createWood } from './wood.ts';

const CREATE: Readonly<Record<Texture['pattern'], CreatePattern>> = {
  checker: createChecker,
  stripes: createStripes,
  wood: createWood,
  marble: createMarble,
  speckle: createSpeckle,
  bricks: createBricks,
  tiles: createTiles,
  weave: createWeave,
  facade: createFacade,
};

/** Samples a texel's side is averaged over. */
const SAMPLES = 2;

/**
 * One repeat of a pattern: [side, side], row-major, 0 = the material's own colour, 255 = the
 * texture's. It wraps over its edges, and is the same in every program.
 *
 * @param side - Texels, > 0.
 */
export function patternTexels(pattern: Texture['pattern'], side: number): Uint8Array {
  const share = CREATE[pattern](createRng(deriveSeed(0, `pattern/${pattern}`)));
  const texels = new Uint8Array(side * side);
  const fine = side * SAMPLES;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let s = 0; s < SAMPLES * SAMPLES; s++) {
        const u = (column * SAMPLES + (s % SAMPLES) + 0.5) / fine;
        const v = (row * SAMPLES + Math.floor(s / SAMPLES) + 0.5) / fine;
        sum += share(u, v);
      }
      texels[row * side + column] = Math.round((255 * sum) / (SAMPLES * SAMPLES));
    }
  }
  return texels;
}
