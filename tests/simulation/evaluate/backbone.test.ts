import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openBackbone } from '#src/evaluate/backbone/backbone.ts';
import { frechetOfLast, seeFeatures } from '#src/evaluate/backbone/perceptual.ts';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import { syntheticClip } from '../../unit/evaluate/synthetic-clips.ts';

const dir = mkdtempSync(join(tmpdir(), 'worldwright-backbone-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A network whose features are the mean of each colour. */
function meanColors(name: string, shape: readonly (number | string)[]): string {
  const graph = createGraphBuilder();
  const pictures = graph.input('pictures', 'float32', shape);
  const means = graph.op('Flatten', [graph.op('GlobalAveragePool', [pictures])]);
  graph.output('features', means, 'float32', [shape[0] as number, 3]);
  const file = join(dir, name);
  writeFileSync(file, graph.build({ name, doc: '', metadata: {} }));
  return file;
}

const CLIP = syntheticClip('a-0', 'a', 1);
const brighter = (by: number) => CLIP.truth.map((frame) => frame.map((value) => Math.min(255, value + by)));

it('finds the same picture alike, and a brighter one as far as it is brighter', async () => {
  const backbone = await openBackbone(meanColors('mean-colors.onnx', ['batch', 3, 'height', 'width']));
  try {
    expect(backbone.name).toBe('mean-colors.onnx');
    const same = await seeFeatures(backbone, CLIP.truth, CLIP.truth, CLIP);
    expect(same.cosine).toBeCloseTo(1, 6);
    expect(same.distance).toBe(0);
    const other = await seeFeatures(backbone, CLIP.truth, brighter(10), CLIP);
    expect(other.distance).toBeCloseTo((10 / 255) * Math.sqrt(3), 5);
    expect(frechetOfLast([same])).toBeNull();
    expect(
      frechetOfLast([
        same,
        { ...same, last: same.last.map((v) => v + 0.1), lastTrue: same.lastTrue.map((v) => v + 0.1) },
      ]),
    ).toBeCloseTo(0, 9);
    // Sets that differ by a shift alone are as far apart as the shift is long, squared.
    const moved = [same, { ...same, last: [0, 0, 0], lastTrue: [0, 0, 0] }].map((one) => ({
      ...one,
      last: one.lastTrue.map((v) => v + 0.5),
    }));
    expect(frechetOfLast(moved)).toBeCloseTo(3 * 0.25, 6);
  } finally {
    await backbone.close();
  }
});

it('gives the same whatever batch and size the network fixes', async () => {
  const free = await openBackbone(meanColors('free.onnx', ['batch', 3, 'height', 'width']));
  const fixed = await openBackbone(meanColors('fixed.onnx', [3, 3, 96, 128]));
  try {
    const [a, b] = [await free.features(CLIP.truth, CLIP), await fixed.features(CLIP.truth, CLIP)];
    expect(b).toHaveLength(CLIP.truth.length);
    a.forEach((row, i) => {
      row.forEach((value, k) => {
        expect(b[i]?.[k]).toBeCloseTo(value, 2);
      });
    });
  } finally {
    await free.close();
    await fixed.close();
  }
});

it('refuses a network that takes no pictures', async () => {
  await expect(openBackbone(meanColors('four.onnx', ['batch', 4, 'height', 'width']))).rejects.toThrow(
    'takes float32 [batch, 4, height, width]',
  );
  await expect(openBackbone('models/copy-last.onnx')).rejects.toThrow('A backbone must take pictures');
});
