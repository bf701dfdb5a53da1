import { expect, it } from 'vitest';
import { concat, reshape, split } from '#src/onnx/autodiff/shape.ts';
import { constant, sizeOf, type Tensor } from '#src/onnx/autodiff/tape.ts';
import { withHeads } from '#src/train/head-losses.ts';
import { pictureLoss } from '#src/train/loss.ts';
import { collectWeights } from '#src/world-model/wm-d/collect-weights.ts';
import type { WmDDimensions } from '#src/world-model/wm-d/dimensions.ts';
import { predictNext, type WmDOutput } from '#src/world-model/wm-d/network.ts';
import { patchify, unpatchify } from '#src/world-model/wm-d/patches.ts';
import { gradientError, randomInputs } from '../../fixtures/gradient-check.ts';

/** Everything that a WM-D has, as small as can be. */
const TINY: WmDDimensions = {
  ...{ context: 4, side: 16, patch: 8, width: 16, blocks: 1, heads: 2, registers: 2 },
  ...{ actionDim: 2, motions: 2, radius: 3, experts: null, beside: ['segmentation', 'depth'] },
};

it('the whole model’s gradients, heads and all, agree with central differences through two predicted frames', async () => {
  const specs = collectWeights(TINY);
  const sizes = specs.map(({ shape }) => sizeOf(shape));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const [pictures, actions, noise] = randomInputs([[6 * 2 * 3 * 256], [2 * 5 * 2], [total]], 3) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const loss = ([parameters]: readonly Tensor[]): Tensor => {
    const { tape } = parameters as Tensor;
    const parts = split(parameters as Tensor, 0, sizes);
    const byName = new Map(specs.map(({ name, shape }, i) => [name, reshape(parts[i] as Tensor, shape)]));
    const frames = split(
      constant(tape, Array.from(pictures, Math.abs), [6, 2, 3, 16, 16]),
      0,
      Array(6).fill(1),
    ).map((frame) => reshape(frame, [2, 3, 16, 16]));
    const rows = constant(tape, Array.from(actions), [2, 5, 2]);
    // No pixel of two by two is left out, so that every weight has its part.
    const phase = constant(tape, [0.4, 0.3, 0.2, 0.1], [1, 4]);
    const next = (seen: readonly Tensor[], acted: Tensor): WmDOutput =>
      predictNext((name) => byName.get(name) as Tensor, TINY, {
        frames: concat(seen, 1),
        actions: acted,
        routerBias: null,
        phase,
      });
    const first = next(frames.slice(0, 4), split(rows, 1, [4, 1])[0] as Tensor);
    const seen = [...frames.slice(1, 4), unpatchify(first.patches, 8, 16)];
    const second = next(seen, split(rows, 1, [1, 4])[1] as Tensor);
    const even = constant(tape, Array(8 * 64).fill(1), [8, 1, 64]);
    const slots = Array.from({ length: 8 * 16 }, (_, i) => (i % 10 === 9 ? 255 : i % 10));
    const depth = Array.from(actions, Math.abs);
    const far = constant(
      tape,
      Array.from({ length: 8 * 64 }, (_, i) => depth[i % 20] as number),
      [8, 1, 64],
    );
    const ofPicture = pictureLoss(second.patches, patchify(frames[5] as Tensor, 8), even);
    const targets = { phase, slots: [constant(tape, slots, [8, 1, 16])], depth: [far] };
    return withHeads(ofPicture, second, targets, 0, even);
  };
  // Away from the start, where much is exactly 0 and no shift but one is likely.
  const start = [noise.map((value) => 0.2 * value)];
  expect(await gradientError([[total]], loss, start, 200)).toBeLessThan(1e-5);
}, 180_000);
