import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';

const model = (name: string): string => fileURLToPath(new URL(`../../../models/${name}.onnx`, import.meta.url));

it('copy-last repeats the last frame exactly, at any size', async () => {
  const copyLast = await loadWorldModel(model('copy-last'), { provider: 'cpu' });
  expect(copyLast.warnings).toEqual([]);
  for (const [width, height] of [[16, 16], [128, 128], [30, 18]] as const) {
    const context = Array.from({ length: 4 }, (_, t) =>
      Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 7 + t * 31) & 0xff),
    );
    const frames = await rollout(copyLast, { context, width, height, actions: null, actionDim: 0, horizon: 3, clip: 'c' });
    expect(frames).toEqual([context[3], context[3], context[3]]);
  }
  const context = [new Uint8Array(3*128*128).map((_,i)=>i)];
  const start = performance.now();
  await rollout(copyLast, { context, width:128, height:128, actions: null, actionDim: 0, horizon: 200, clip: 'c' });
  console.log('ms a frame', (performance.now() - start) / 200);
  await copyLast.close();
});
