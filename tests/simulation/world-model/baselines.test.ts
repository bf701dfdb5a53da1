import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng, type Rng } from '#src/core/rng.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';
import type { WorldModel } from '#src/world-model/world-model.ts';
import { slowConstantVelocity } from './slow-constant-velocity.ts';

const load = (name: string): Promise<WorldModel> =>
  loadWorldModel(fileURLToPath(new URL(`../../../models/${name}.onnx`, import.meta.url)), {
    provider: 'cpu',
  });

const noise = (rng: Rng, width: number, height: number): Uint8Array =>
  Uint8Array.from({ length: 3 * width * height }, () => rng.integer(0, 255));

/** A shaded square of 6 px at (x, y) before a slanted background. */
function square(width: number, height: number, x: number, y: number): Uint8Array {
  const rgb = new Uint8Array(3 * width * height);
  for (let v = 0, at = 0; v < height; v++) {
    for (let u = 0; u < width; u++, at += 3) {
      const [a, b] = [u - x, v - y];
      const inside = a >= 0 && b >= 0 && a < 6 && b < 6;
      rgb.set(inside ? [200 + 5 * a, 40 + 6 * b, 30 + 9 * a] : [90, 100, 110], at);
    }
  }
  return rgb;
}

const still = { actions: null, actionDim: 0, clip: 'a.front.0' } as const;

describe('copy-last', () => {
  it('repeats the last frame exactly, at any size', async () => {
    const model = await load('copy-last');
    expect(model.warnings).toEqual([]);
    expect(model.provider).toBe('cpu');
    for (const [width, height] of [
      [16, 16],
      [128, 96],
      [30, 18],
    ] as const) {
      const rng = createRng(width);
      const context = Array.from({ length: 4 }, () => noise(rng, width, height));
      const frames = await rollout(model, { ...still, context, width, height, horizon: 3 });
      expect(frames).toEqual([context[3], context[3], context[3]]);
    }
    await model.close();
  });
});

describe('constant-velocity', () => {
  let model: WorldModel;
  beforeAll(async () => {
    model = await load('constant-velocity');
  });
  afterAll(() => model.close());

  it('says nothing is odd', () => {
    expect(model.warnings).toEqual([]);
    expect(model.contract).toMatchObject({ context: 2, chunk: 1, width: null, height: null, fps: null });
  });

  it('equals its slow twin on random frames and on moving ones', async () => {
    const rng = createRng(11);
    for (const [width, height] of [
      [16, 12],
      [20, 26],
    ] as const) {
      const moving = (k: number) =>
        square(width, height, 4 + k * rng.integer(-5, 5), 5 + k * rng.integer(-5, 5));
      const pairs = [
        [noise(rng, width, height), noise(rng, width, height)],
        [moving(0), moving(1)],
        [moving(0), moving(1).map((level) => level ^ rng.integer(0, 1))],
      ] as const;
      for (const context of pairs) {
        const [frame] = await rollout(model, { ...still, context, width, height, horizon: 1 });
        const [before, last] = context.map((rgb) => ({ width, height, rgb }));
        expect(frame).toEqual(slowConstantVelocity(before as never, last as never));
      }
    }
  });

  it.each([
    [3, 0],
    [-4, 2],
    [0, 7],
    [8, -8],
    [0, 0],
  ])('moves a square on by (%i, %i) px a frame', async (dx, dy) => {
    const [width, height] = [64, 64];
    const at = (k: number) => square(width, height, 29 + dx * k, 29 + dy * k);
    const frames = await rollout(model, { ...still, context: [at(-1), at(0)], width, height, horizon: 3 });
    expect(frames).toEqual([at(1), at(2), at(3)]);
  });

  it('lets a square leave the frame', async () => {
    const [width, height] = [32, 32];
    const at = (k: number) => square(width, height, 14 + 6 * k, 12);
    const frames = await rollout(model, { ...still, context: [at(0), at(1)], width, height, horizon: 3 });
    expect(frames).toEqual([at(2), at(3), at(4)]);
  });
});
