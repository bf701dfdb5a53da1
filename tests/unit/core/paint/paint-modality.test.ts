import { expect, it } from 'vitest';
import type { ImageModality } from '#src/core/frame.ts';
import { chooseScales } from '#src/core/paint/choose-scales.ts';
import { PAINTERS, type Scales } from '#src/core/paint/paint-modality.ts';
import { createRng } from '#src/core/rng.ts';
import { SLOW_PAINTERS } from '../../../fixtures/slow-painters.ts';

const PIXELS = 20_000;
const SCALES: Scales = {
  depth: [0.4, 3.7],
  flow: 5.5,
  stillBodies: new Set([2, 7]),
  stillClasses: new Set([1]),
};

const rng = createRng(7);
const some = (count: number, value: () => number): number[] =>
  Array.from({ length: count }, () => (rng.uniform(0, 1) < 0.1 ? 0 : value()));
const bytes = (channels: number): Uint8Array =>
  Uint8Array.from(some(PIXELS * channels, () => Math.floor(rng.uniform(0, 256))));
const metres = Float32Array.from(some(PIXELS, () => rng.uniform(0.1, 5)));
const ids = Uint16Array.from(some(PIXELS, () => Math.floor(rng.uniform(0, 300))));
const flow = Float32Array.from(
  Array.from({ length: PIXELS }, () => [
    rng.uniform(-9, 9),
    rng.uniform(-9, 9),
    rng.uniform(-1, 4) > 0 ? 1 : 0,
  ]).flat(),
);
const unit = (low: number): Float32Array =>
  Float32Array.from(
    Array.from({ length: PIXELS }, (_, i) =>
      i % 9 === 0 ? [0, 0, 0] : some(3, () => rng.uniform(low, 1)),
    ).flat(),
  );

const IMAGES: Record<ImageModality, unknown> = {
  rgb: bytes(3),
  depth_z_m: metres,
  instance_id: ids,
  distance_m: metres,
  semantic_id: ids,
  normal: unit(-1),
  flow_forward: flow,
  flow_backward: flow,
  occlusion: bytes(1).map((value) => value & 1),
  object_coordinates: unit(0),
  albedo: bytes(3),
  shadow: bytes(1),
  sensor_depth_z_m: metres,
  rgb_clean: bytes(3),
};

/** Colours that are looked up are those of the nearest entry. */
const TOLERANCE: Partial<Record<ImageModality, number>> = {
  depth_z_m: 1,
  distance_m: 1,
  sensor_depth_z_m: 1,
  flow_forward: 2,
  flow_backward: 2,
};

for (const modality of Object.keys(PAINTERS) as ImageModality[])
  it(`paints ${modality} in the colours of the palette`, () => {
    const under = modality === 'occlusion' ? bytes(3) : null;
    const paint = PAINTERS[modality] as (image: unknown, scales: Scales, under: unknown) => Uint8Array;
    const slow = SLOW_PAINTERS[modality] as typeof paint;
    const [fast, right] = [paint(IMAGES[modality], SCALES, under), slow(IMAGES[modality], SCALES, under)];
    const greatest = fast.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
    expect(fast.length).toBe(right.length);
    expect(greatest).toBeLessThanOrEqual(TOLERANCE[modality] ?? 0);
  });

it('paints what is hidden over nothing where there is no picture', () => {
  const hidden = Uint8Array.of(0, 1);
  expect(PAINTERS.occlusion(hidden, SCALES, null)).toEqual(SLOW_PAINTERS.occlusion(hidden, SCALES, null));
});

it('chooses scales that one pixel in a hundred exceeds, and from large pictures alike', () => {
  const ramp = (count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => (i + 1) / count);
  for (const count of [1000, 1_000_000]) {
    const { depth } = chooseScales([{ depth_z_m: ramp(count) }]);
    expect(depth[0]).toBeCloseTo(0.01, 2);
    expect(depth[1]).toBeCloseTo(0.99, 2);
  }
  const still = Float32Array.from(
    Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? [3, 4, 1] : [0.01, 0, 1])).flat(),
  );
  expect(chooseScales([{ flow_forward: still }]).flow).toBeCloseTo(5, 2);
  expect(chooseScales([{}])).toEqual({ depth: [0, 1], flow: 1 });
});
