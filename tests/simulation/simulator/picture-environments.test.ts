import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchEnvironments } from '#src/core/batch-environments.ts';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { createCameraEnvironment } from '#src/simulator/camera-environment.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { checkEnvironment } from '#src/testing.ts';
import { loadWorldModel } from '#src/world-model/load-world-model-node.ts';
import { rollout } from '#src/world-model/rollout.ts';
import type { WorldModel } from '#src/world-model/world-model.ts';
import { createWorldModelEnvironment, type DreamStart } from '#src/world-model/world-model-environment.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { WM1 } from '../../fixtures/small-model.ts';
import { useRenderer } from '../../fixtures/use-renderer.ts';

const held = useRenderer();
const SCENE = readScene('robots/push');
const SIZE = { width: 32, height: 24 };
const LIVE = { ...SIZE, fps: 12, frames: 6, camera: 'oblique' };
const live = () => createCameraEnvironment(SCENE, LIVE, held.renderer);

/** Adds the first number of the action to every pixel, and half of the second to its red. */
function writeActionModel(file: string): string {
  const g = createGraphBuilder();
  const shape = ['batch', 1, 3, 'height', 'width'];
  const frames = g.input('context_frames', 'float32', shape);
  const actions = g.input('actions', 'float32', ['batch', 1, 2]);
  const weights = g.constant('float32', [1, 1, 1, 0.5, 0, 0], [2, 3]);
  const tint = g.op('Reshape', [g.op('MatMul', [actions, weights]), g.constant('int64', [-1, 1, 3, 1, 1])]);
  g.output('frames', g.op('Add', [frames, tint]), 'float32', shape);
  writeFileSync(file, g.build({ name: 'tint', doc: '', metadata: { ...WM1, 'wm.actions.dim': '2' } }));
  return file;
}

const models = {} as Record<'still' | 'drift' | 'tint', WorldModel>;
/** Three frames of the seed's episode with the robot at rest, and the actions between them. */
async function starts(seed: number): Promise<DreamStart> {
  const environment = live();
  const frames = [(await environment.reset(seed)).observation.rgb];
  for (let k = 0; k < 3; k++) frames.push((await environment.step(Float32Array.of(0.3, 0))).observation.rgb);
  environment.close();
  return { frames, actions: Float32Array.of(0.3, 0, 0.3, 0, 0.3, 0) };
}
const dream = (name: keyof typeof models) =>
  createWorldModelEnvironment(models[name], {
    ...{ ...SIZE, fps: 12, frames: 6, starts, actionSpec: live().actionSpec },
  });

beforeAll(async () => {
  const shipped = (name: string): string =>
    fileURLToPath(new URL(`../../../models/${name}.onnx`, import.meta.url));
  const provider = { provider: 'cpu' } as const;
  models.still = await loadWorldModel(shipped('copy-last'), provider);
  models.drift = await loadWorldModel(shipped('constant-velocity'), provider);
  const folder = mkdtempSync(join(tmpdir(), 'dream-'));
  models.tint = await loadWorldModel(writeActionModel(join(folder, 'tint.onnx')), provider);
});

describe('a camera environment', () => {
  it('keeps the contract', async () => {
    expect(await checkEnvironment(live())).toEqual([]);
  });

  it('shows what a dataset of the same seed and actions shows, to a rounding', async () => {
    const environment = live();
    let { observation } = await environment.reset(5);
    const options = {
      ...LIVE,
      cameras: ['oblique'],
      modalities: ['rgb'],
      ids: instanceIds([SCENE]),
      classIds: {},
    };
    const played = simulateEpisode(
      sampleEpisode(SCENE, 5),
      { ...options, modalities: ['rgb'] },
      held.renderer,
    );
    for await (const { views, action, frame } of played) {
      const rgb = views['oblique']!.images.rgb!;
      expect(Math.max(...rgb.map((value, i) => Math.abs(value - observation.rgb[i]!)))).toBeLessThanOrEqual(
        1,
      );
      if (frame < LIVE.frames - 1) ({ observation } = await environment.step(action));
    }
  });

  it('refuses a camera that is not there', () => {
    expect(() => createCameraEnvironment(SCENE, { ...LIVE, camera: 'obliqe' }, held.renderer)).toThrow(
      'camera must be one of push\'s oblique, got "obliqe".',
    );
  });
});

describe.each(['still', 'drift', 'tint'] as const)('a dream of the model %s', (name) => {
  it('keeps the contract', async () => {
    expect(await checkEnvironment(dream(name))).toEqual([]);
  });

  it('shows what a rollout of the same actions predicts', async () => {
    const { frames, actions } = await starts(2);
    const given = [0.1, 0.2, -0.3, 0, 0.4, 0.1, 0, -0.5, 0.2, 0];
    const predicted = await rollout(models[name], {
      ...{ ...SIZE, context: frames, clip: 'a test', horizon: 5, actionDim: 2 },
      actions: Float32Array.of(...(actions ?? []), ...given),
    });
    const environment = dream(name);
    expect((await environment.reset(2)).observation.rgb).toEqual(frames.at(-1));
    for (const [k, frame] of predicted.entries()) {
      const { observation } = await environment.step(Float32Array.from(given.slice(2 * k, 2 * k + 2)));
      expect(observation.rgb).toEqual(frame);
    }
  });

  it('looks from outside like the real thing', async () => {
    const [real, dreamt] = [live(), dream(name)];
    expect(dreamt.actionSpec).toEqual(real.actionSpec);
    expect(dreamt.observationSpecs).toEqual(real.observationSpecs);
    const [a, b] = [await real.reset(1), await dreamt.reset(1)];
    expect(Object.keys(b).sort()).toEqual(Object.keys(a).sort());
    expect(b.info).toEqual(a.info);
    // One batch may hold both.
    type Either = Parameters<typeof batchEnvironments<object, never>>[0];
    const batch = batchEnvironments([real, dreamt] as unknown as Either);
    await batch.reset([1, 1]);
    for (let k = 0; k < 5; k++) await batch.step(Float32Array.of(0.1, 0, 0.1, 0));
    expect(batch.ended).toEqual([true, true]);
  });
});

describe('a dream refuses', () => {
  it('what its model cannot take', async () => {
    const options = { ...SIZE, fps: 12, frames: 6, starts, actionSpec: live().actionSpec };
    const tint = models.tint;
    const wide = { ...live().actionSpec!, shape: [3] };
    expect(() => createWorldModelEnvironment(tint, { ...options, actionSpec: wide })).toThrow(
      'must take actions of 3 numbers, as the action spec has them, got 2',
    );
    expect(() => createWorldModelEnvironment(tint, { ...options, frames: 1 })).toThrow('≥ 2, got 1');
    const none = { ...options, starts: async () => ({ frames: [], actions: null }) };
    await expect(createWorldModelEnvironment(tint, none).reset(0)).rejects.toThrow('needs 1 context frames');
    const still = dream('still');
    await still.reset(0);
    await expect(dream('tint').restore(still.snapshot())).rejects.toThrow('of the same model (tint)');
  });
});
