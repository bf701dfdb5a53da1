import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov, projectPoint, unprojectPixel } from '#src/core/camera.ts';
import type { Episode } from '#src/core/episode.ts';
import { DEFAULT_MODALITIES, type Frame } from '#src/core/frame.ts';
import { invertRigid, normalize, subtract, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { drawFrame } from '../../fixtures/draw-frame.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { greatestDifference, useRenderer } from '../../fixtures/use-renderer.ts';

const SIZE = 128;
const RAYS = 2000;
const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'];
const SETTINGS = {
  frames: 3,
  fps: 12,
  width: SIZE,
  height: SIZE,
  modalities: DEFAULT_MODALITIES,
  classIds: {},
};

const held = useRenderer();

/** True where all eight neighbours show the same thing: no silhouette passes through the pixel. */
function isInside(frame: Frame, x: number, y: number): boolean {
  if (x < 1 || y < 1 || x > frame.width - 2 || y > frame.height - 2) return false;
  const id = frame.images.instance_id![y * frame.width + x];
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (frame.images.instance_id![(y + dy) * frame.width + x + dx] !== id) return false;
    }
  }
  return true;
}

const isFlat = (kind: string): boolean => kind === 'box' || kind === 'plane';

/** Casts a ray through a pixel's centre and says what physics finds there. */
function castThrough(
  world: ReturnType<typeof createPhysicsWorld>,
  episode: Episode,
  x: number,
  y: number,
): { body: string; depthZ: number } | null {
  const camera = episode.cameras[0]!;
  const k = intrinsicsFromFov(camera.fovDeg, SIZE, SIZE);
  const through = unprojectPixel(k, x + 0.5, y + 0.5, 1);
  const origin = transformPoint(camera.worldFromCamera, [0, 0, 0]);
  const direction = normalize(subtract(transformPoint(camera.worldFromCamera, through), origin));
  const hit = world.castRay(origin, direction);
  if (hit === null) return null;
  return { body: hit.body, depthZ: hit.distance / Math.hypot(...through) };
}

describe.each(SCENES)('the truth of %s', (name) => {
  it('agrees with rays through the same pixel centres', async () => {
    const scene = readScene(name);
    const ids = instanceIds([scene]);
    const rng = createRng(5);
    let compared = 0;
    for (let seed = 0; compared < RAYS; seed++) {
      const episode = sampleEpisode(scene, seed);
      const world = createPhysicsWorld(episode);
      const options = { ...SETTINGS, frames: 1, cameras: [episode.cameras[0]!.name], ids };
      for await (const { views } of simulateEpisode(episode, options, held.renderer)) {
        const frame = Object.values(views)[0]!;
        for (let ray = 0; ray < 1500; ray++) {
          const [x, y] = [rng.integer(0, SIZE - 1), rng.integer(0, SIZE - 1)];
          const drawn = frame.images.depth_z_m![y * SIZE + x]!;
          const hit = castThrough(world, episode, x, y);
          if (!isInside(frame, x, y)) continue;
          if (drawn === 0) {
            expect(frame.images.instance_id![y * SIZE + x]).toBe(0);
            continue;
          }
          expect(hit, `pixel ${x}, ${y} of seed ${seed}`).not.toBeNull();
          expect(frame.images.instance_id![y * SIZE + x]).toBe(ids[hit!.body]);
          const shape = episode.bodies.find((body) => body.name === hit!.body)!.shape;
          const allowed = 1e-4 * hit!.depthZ + (isFlat(shape.kind) ? 0 : 1e-3);
          expect(Math.abs(drawn - hit!.depthZ), `${hit!.body} at ${x}, ${y}`).toBeLessThan(allowed);
          compared++;
        }
      }
      world.dispose();
    }
    expect(compared).toBeGreaterThanOrEqual(RAYS);
  });

  it('puts a wholly visible sphere-like mask where its body projects', async () => {
    const scene = readScene(name);
    const ids = instanceIds([scene]);
    const episode = sampleEpisode(scene, 1);
    const options = { ...SETTINGS, cameras: [episode.cameras[0]!.name], ids };
    const camera = episode.cameras[0]!;
    const k = intrinsicsFromFov(camera.fovDeg, SIZE, SIZE);
    const cameraFromWorld = invertRigid(camera.worldFromCamera);
    let checked = 0;
    for await (const { views, state } of simulateEpisode(episode, options, held.renderer)) {
      const frame = Object.values(views)[0]!;
      episode.bodies.forEach((body, i) => {
        if (body.shape.kind === 'plane') return;
        const at = Array.from(state.positions.subarray(i * 3, i * 3 + 3)) as unknown as Vec3;
        const [u, v] = projectPoint(k, transformPoint(cameraFromWorld, at));
        const mask = maskOf(frame, ids[body.name]!);
        if (mask.count < 30 || mask.touchesEdge) return;
        // A body that hides part of another moves its mask's centroid: only clear misses fail.
        expect(Math.hypot(mask.u - u, mask.v - v)).toBeLessThan(Math.sqrt(mask.count) * 0.6);
        checked++;
      });
    }
    expect(checked).toBeGreaterThan(0);
  });

  it('shows state k in frame k, and a fresh frame 0', async () => {
    const scene = readScene(name);
    const bodyIds = instanceIds([scene]);
    const episode = sampleEpisode(scene, 2);
    const cameras = [episode.cameras[0]!.name];
    for await (const { views, state } of simulateEpisode(
      episode,
      { ...SETTINGS, cameras, ids: bodyIds },
      held.renderer,
    )) {
      const second = await createRenderer(held.driver.device);
      const fresh = await drawFrame(second, episode, bodyIds, state, SIZE);
      const played = Object.values(views)[0]!;
      // Where a tile lies in its pass may change the last bit of a depth, and so an id on an edge.
      expect(greatestDifference(fresh.images.rgb!, played.images.rgb!)).toBeLessThanOrEqual(1);
      const ids = played.images.instance_id!;
      const alike = fresh.images.instance_id!.filter((id, i) => id === ids[i]).length;
      expect(alike / ids.length).toBeGreaterThan(0.999);
      fresh.images.depth_z_m!.forEach((depth, i) => {
        if (fresh.images.instance_id![i] !== ids[i]) return;
        expect(Math.abs(depth - played.images.depth_z_m![i]!)).toBeLessThan(1e-4);
      });
      second.close();
    }
  });
});

type Mask = { count: number; u: number; v: number; touchesEdge: boolean };

function maskOf(frame: Frame, id: number): Mask {
  const mask: Mask = { count: 0, u: 0, v: 0, touchesEdge: false };
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      if (frame.images.instance_id![y * frame.width + x] !== id) continue;
      mask.count++;
      mask.u += x + 0.5;
      mask.v += y + 0.5;
      if (x === 0 || y === 0 || x === frame.width - 1 || y === frame.height - 1) mask.touchesEdge = true;
    }
  }
  return { ...mask, u: mask.u / mask.count, v: mask.v / mask.count };
}

describe('the picture', () => {
  it('shows a flat-lit colour as the exact sRGB that the scene names', async () => {
    const scene = readScene('robots/push');
    const ids = instanceIds([scene]);
    const sampled = sampleEpisode(scene, 0);
    const flat: Episode = {
      ...sampled,
      sky: null,
      lights: [{ kind: 'ambient', color: '#ffffff', intensity: 1 }],
    };
    const world = createPhysicsWorld(flat);
    const frame = await drawFrame(held.renderer, flat, ids, world.state(), SIZE);
    let seen = 0;
    for (const body of flat.bodies) {
      const wanted = [1, 3, 5].map((at) => Number.parseInt(body.material.color.slice(at, at + 2), 16));
      for (let i = 0; i < SIZE * SIZE; i++) {
        if (frame.images.instance_id![i] !== ids[body.name]) continue;
        if (!isInside(frame, i % SIZE, Math.floor(i / SIZE))) continue;
        expect([...frame.images.rgb!.subarray(i * 3, i * 3 + 3)], body.name).toEqual(wanted);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(1000);
    world.dispose();
  });

  it('blends its silhouettes in linear light', async () => {
    const scene = readScene('robots/push');
    const ids = instanceIds([scene]);
    const episode = sampleEpisode(scene, 0);
    const world = createPhysicsWorld(episode);
    const frame = await drawFrame(held.renderer, episode, ids, world.state(), SIZE);
    const colours = new Set<number>();
    for (let i = 0; i < SIZE * SIZE; i++) {
      const [r, g, b] = frame.images.rgb!.subarray(i * 3, i * 3 + 3);
      colours.add(r! * 65536 + g! * 256 + b!);
    }
    expect(colours.size).toBeGreaterThan(60);
    world.dispose();
  });
});
