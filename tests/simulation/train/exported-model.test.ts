import { describe, expect, it } from 'vitest';
import { createSession } from '#src/onnx/session-node.ts';
import { initialState, openTrainingSession } from '#src/train/open-training-session.ts';
import type { TrainingState } from '#src/train/training-session.ts';
import type { WindowBatch } from '#src/train/window-batch.ts';
import { exportWmD } from '#src/world-model/wm-d/export-wm-d.ts';
import { WM_D_SIZES, type WmDConfig } from '#src/world-model/wm-d/wm-d-config.ts';
import { MICRO, madeUpBatch, STEP } from '../../fixtures/training-batch.ts';

const PIXELS = 64 * 64;

/** What the exported model makes of the first window: [3, 64, 64]. */
async function predictWith(config: WmDConfig, weights: TrainingState, { rgb, actions }: WindowBatch) {
  const bytes = exportWmD(config, weights, { name: 'model', fps: 12, metadata: {} });
  const session = await createSession(bytes, 'the exported model', { provider: 'cpu', threads: 1 });
  const frames = Float32Array.from(rgb.subarray(0, 4 * 3 * PIXELS), (level) => level / 255);
  const feeds = {
    context_frames: { type: 'float32', dims: [1, 4, 3, 64, 64], data: frames },
    actions: { type: 'float32', dims: [1, 4, 2], data: actions.slice(0, 8) },
  };
  const { frames: found } = await session.run(feeds, ['frames']);
  await session.close();
  return found?.data as Float32Array;
}

/** The loss, written down again: weighted mean of e² + 0.1 |e|. */
function lossOf(predicted: Float32Array, { rgb, labels }: WindowBatch, foreground: number): number {
  let [sum, weights] = [0, 0];
  for (let i = 0; i < PIXELS; i++) {
    const moves = labels[4 * PIXELS + i] !== 0 || labels[3 * PIXELS + i] !== 0;
    const weight = moves ? 1 + foreground : 1;
    weights += 3 * weight;
    for (let c = 0; c < 3; c++) {
      const error = predicted[c * PIXELS + i]! - rgb[(12 + c) * PIXELS + i]! / 255;
      sum += weight * (error * error + 0.1 * Math.abs(error));
    }
  }
  return sum / weights;
}

describe('an exported model', () => {
  it.each([false, true])('predicts what the training step saw it predict (experts: %s)', async (experts) => {
    const config = { ...MICRO, experts };
    const batch = madeUpBatch(1, 5);
    const phase = { config, batch: 1, unroll: 1 };
    const session = await openTrainingSession(phase, initialState(config, 3), {
      provider: 'cpu',
      threads: 1,
    });
    // Some steps away from the start, where nearly nothing but the last frame is seen.
    for (let step = 1; step <= 5; step++) await session.step(batch, { ...STEP, step });
    const { parameters, routerBias, ...rest } = await session.state();
    const weights = { ...rest, parameters: parameters.slice(), routerBias: routerBias.slice() };
    const { loss } = await session.step(batch, { ...STEP, step: 6 });
    await session.close();
    const predicted = await predictWith(config, weights, batch);
    expect(lossOf(predicted, batch, STEP.foregroundWeight) / loss).toBeCloseTo(1, 5);
  });

  it.each(WM_D_SIZES.slice(0, 3))(
    'shows the last frame again before it has learnt anything (%s)',
    async (size) => {
      const config = { ...MICRO, size };
      const batch = madeUpBatch(1, 5);
      const predicted = await predictWith(config, initialState(config, 1), batch);
      const last = batch.rgb.subarray(3 * 3 * PIXELS, 4 * 3 * PIXELS);
      const worst = predicted.reduce((most, value, i) => Math.max(most, Math.abs(value * 255 - last[i]!)), 0);
      expect(worst).toBeLessThanOrEqual(1);
    },
  );
});
