import { describe, expect, it } from 'vitest';
import { cameraModel, directionAt } from '#src/core/camera-model.ts';
import type { Episode, WorldState } from '#src/core/episode.ts';
import type { Lens } from '#src/core/lens.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { createRayCaster } from '#src/physics/ray-caster.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { drawFrame } from '../../fixtures/draw-frame.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { useRenderer } from '../../fixtures/use-renderer.ts';
import { castView, emptyView } from './ray-view.ts';

const SIZE = 128;

const held = useRenderer();

const lenses: [what: string, lens: Lens, fovDeg: number][] = [
  ['a barrel', { kind: 'brown-conrady', k1: -0.25, k2: 0.06, p1: 0.002, p2: -0.003, k3: 0 }, 60],
  ['a pincushion', { kind: 'brown-conrady', k1: 0.2, k2: 0.05, p1: 0, p2: 0, k3: 0 }, 50],
  ['a fisheye of 85°', { kind: 'fisheye', k1: -0.01, k2: 0.002, k3: 0, k4: 0 }, 100],
];

const scene = readScene('robots/push');
const ids = instanceIds([scene]);

function seenThrough(lens: Lens, fovDeg: number): { episode: Episode; state: WorldState } {
  const plain = sampleEpisode(scene, 2);
  const world = createPhysicsWorld(plain);
  const state = world.state();
  world.dispose();
  return { episode: { ...plain, cameras: [{ ...plain.cameras[0]!, lens, fovDeg }] }, state };
}

describe.each(lenses)('the truth through %s', (_, lens, fovDeg) => {
  it('agrees with rays along the closed formula, within 0.02 pixels', async () => {
    const { episode, state } = seenThrough(lens, fovDeg);
    const frame = await drawFrame(held.renderer, episode, ids, state, SIZE);
    const rays = createRayCaster(episode);
    const view = castView(emptyView(episode, ids, episode.cameras[0]!, state, SIZE), rays);
    rays.dispose();
    const drawnId = frame.images.instance_id!;
    const drawnZ = frame.images.depth_z_m!;
    const planes = episode.bodies.filter(({ shape }) => shape.kind === 'plane').map(({ name }) => ids[name]);
    const isInside = (i: number): boolean =>
      [-SIZE - 1, -SIZE, -SIZE + 1, -1, 1, SIZE - 1, SIZE, SIZE + 1].every(
        (step) => view.instanceId[i + step] === view.instanceId[i],
      );
    const far = episode.cameras[0]!.far;
    let [inner, wrong, beside, worstPixels] = [0, 0, 0, 0];
    for (let i = 0; i < SIZE * SIZE; i++) {
      const z = view.depthZ[i]!;
      if (!(z > 0 && z < 0.5 * far) || !isInside(i)) continue;
      inner++;
      if (drawnId[i] !== view.instanceId[i]) {
        wrong++;
        continue;
      }
      const error = Math.abs(drawnZ[i]! - z);
      if (error > 1e-4 * z) beside++;
      // How far the pixel would have to look aside to see so much nearer or farther ground.
      const slope = Math.hypot(
        (view.depthZ[i + 1]! - view.depthZ[i - 1]!) / 2,
        (view.depthZ[i + SIZE]! - view.depthZ[i - SIZE]!) / 2,
      );
      if (planes.includes(view.instanceId[i])) worstPixels = Math.max(worstPixels, error / slope);
    }
    expect(inner).toBeGreaterThan(SIZE * SIZE * 0.3);
    expect(wrong).toBe(0);
    expect(worstPixels).toBeLessThan(0.02);
    // At a body's own edges the nearest sample may lie on its other side.
    expect(beside).toBeLessThan(0.002 * inner);
  });
});

/** sRGB to linear light, 0…1. Source: IEC 61966-2-1. */
const light = (byte: number): number => (byte <= 10 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);

/** A pinhole's picture, so wide that it holds all that the lens shows, and so fine that a pixel of it is a point. */
async function undistorted({ episode, state }: ReturnType<typeof seenThrough>, side: number, half: number) {
  const fovDeg = (2 * Math.atan(half) * 180) / Math.PI;
  const [camera] = episode.cameras;
  const wide: Episode = { ...episode, cameras: [{ ...camera!, lens: { kind: 'pinhole' }, fovDeg }] };
  const { rgb } = (await drawFrame(held.renderer, wide, ids, state, side)).images;
  return (x: number, y: number): number => {
    const at = (v: number): number => Math.floor(((v / half + 1) / 2) * side);
    return light(rgb![3 * (at(y) * side + at(x)) + 1]!);
  };
}

describe.each(lenses.slice(0, 2))('the picture through %s', (_, lens, fovDeg) => {
  it('is the undistorted picture, moved by the closed formula', async () => {
    const seen = seenThrough(lens, fovDeg);
    const { rgb } = (await drawFrame(held.renderer, seen.episode, ids, seen.state, SIZE)).images;
    const model = cameraModel(seen.episode.cameras[0]!, SIZE, SIZE);
    const edge = Array.from({ length: SIZE + 1 }, (_, k) => [
      ...[directionAt(model, k, 0)!, directionAt(model, k, SIZE)!],
      ...[directionAt(model, 0, k)!, directionAt(model, SIZE, k)!],
    ]);
    const half = Math.max(...edge.flat(2).map(Math.abs)) * 1.02;
    const lightAt = await undistorted(seen, 2048, half);
    let sum = 0;
    let far = 0;
    for (let v = 0; v < SIZE; v++) {
      for (let u = 0; u < SIZE; u++) {
        // The mean light over the pixel, from sixteen points of it.
        let mean = 0;
        for (let k = 0; k < 16; k++) {
          const [x, y] = directionAt(model, u + ((k % 4) + 0.5) / 4, v + (Math.floor(k / 4) + 0.5) / 4)!;
          mean += lightAt(x, y) / 16;
        }
        const error = Math.abs(light(rgb![3 * (v * SIZE + u) + 1]!) - mean);
        sum += error;
        if (error > 0.05) far++;
      }
    }
    // Outlines are averaged over other points, and shadows over other texels.
    expect(sum / SIZE / SIZE).toBeLessThan(0.004);
    expect(far / SIZE / SIZE).toBeLessThan(0.01);
  });
});
