import { describe, expect, it } from 'vitest';
import { cameraModel } from '#src/core/camera-model.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import type { World } from '#src/render/renderer.ts';
import type { PinholeView } from '#src/render/tile-camera.ts';
import type { TileImages } from '#src/render/tile-images.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { varyLook } from '#src/scene/vary-look.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { greatestDifference, useRenderer } from '../../fixtures/use-renderer.ts';

const SIZE = 80;
const CHANNELS = { truth: true, normal: true, surface: true };
/** A step of stored depth, metres. */
const DEPTH_UNIT = 0.001;

const held = useRenderer();

type Shot = { readonly world: World; readonly view: PinholeView };

/** Moving worlds of all scenes, plain and varied, so that lights, suns, skies and textures differ. */
function mixedShots(): Shot[] {
  const scenes = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'].map(readScene);
  const ids = instanceIds(scenes, 'varied');
  return scenes.flatMap((scene) =>
    [1, 2].flatMap((seed) => {
      const plain = sampleEpisode(scene, seed);
      const episode = seed === 1 ? plain : varyLook(plain);
      const physics = createPhysicsWorld(episode);
      const camera = episode.cameras[0]!;
      const { intrinsics } = cameraModel(camera, SIZE, SIZE);
      const shots = [0, 60].map((steps) => {
        for (let i = 0; i < steps; i++) physics.step();
        const world = { episode, ids, state: physics.state() };
        return { world, view: { ...camera, intrinsics, isFine: false } };
      });
      physics.dispose();
      return shots;
    }),
  );
}

/** Where all eight neighbours show the same body in both. */
function insidePixels(a: TileImages, b: TileImages): number[] {
  const inside: number[] = [];
  for (let y = 1; y < SIZE - 1; y++) {
    for (let x = 1; x < SIZE - 1; x++) {
      const i = y * SIZE + x;
      const around = [-SIZE - 1, -SIZE, -SIZE + 1, -1, 0, 1, SIZE - 1, SIZE, SIZE + 1];
      if (around.every((d) => a.instanceId[i + d] === a.instanceId[i])) inside.push(i);
    }
  }
  expect(inside.length).toBeGreaterThan((SIZE * SIZE) / 2);
  expect(inside.filter((i) => b.instanceId[i] !== a.instanceId[i])).toEqual([]);
  return inside;
}

describe('views that are drawn together', () => {
  it('are those that are drawn alone', async () => {
    const shots = mixedShots();
    const together = await held.renderer.draw(shots, CHANNELS);
    for (const [k, shot] of shots.entries()) {
      const [alone] = await held.renderer.draw([shot], CHANNELS);
      const tile = together[k]!;
      const far = tile.rgb.filter((value, i) => Math.abs(value - alone!.rgb[i]!) > 1).length;
      // A rasteriser rounds corners to a grid of the target, so a tile's place may flip a sample on an edge.
      expect(far / tile.rgb.length).toBeLessThan(0.001);
      const inside = insidePixels(alone!, tile);
      const inColors = inside.flatMap((i) => [3 * i, 3 * i + 1, 3 * i + 2]);
      const worst = (at: readonly number[], a: ArrayLike<number>, b: ArrayLike<number>): number =>
        at.reduce((most, i) => Math.max(most, Math.abs(a[i]! - b[i]!)), 0);
      expect(worst(inside, tile.depthZ, alone!.depthZ)).toBeLessThanOrEqual(DEPTH_UNIT);
      expect(worst(inside, tile.shadow!, alone!.shadow!)).toBeLessThanOrEqual(1);
      expect(worst(inColors, tile.normal!, alone!.normal!)).toBeLessThan(1e-3);
      expect(worst(inColors, tile.albedo!, alone!.albedo!)).toBeLessThanOrEqual(1);
    }
  });

  it('come in the order in which they were asked for, whatever their sizes', async () => {
    const [first, second] = mixedShots() as [Shot, Shot];
    const small = { ...first, view: { ...first.view, intrinsics: { ...first.view.intrinsics, width: 64 } } };
    const drawn = await held.renderer.draw([small, second, small, first], CHANNELS);
    expect(drawn.map(({ width }) => width)).toEqual([64, SIZE, 64, SIZE]);
    expect(greatestDifference(drawn[0]!.rgb, drawn[2]!.rgb)).toBeLessThanOrEqual(1);
  });

  it('are the same pictures without their truth', async () => {
    const shots = mixedShots();
    const whole = await held.renderer.draw(shots, { truth: true, normal: false, surface: false });
    const bare = await held.renderer.draw(shots, { truth: false, normal: false, surface: false });
    expect(bare.map(({ rgb }) => rgb)).toEqual(whole.map(({ rgb }) => rgb));
    expect(bare.map(({ depthZ, instanceId }) => depthZ.length + instanceId.length)).toEqual(
      bare.map(() => 0),
    );
  });

  it('are split over passes where one cannot take them', async () => {
    const [shot] = mixedShots() as [Shot];
    const many = Array.from({ length: 70 }, () => ({ ...shot, world: { ...shot.world } }));
    const drawn = await held.renderer.draw(many, { truth: true, normal: false, surface: false });
    expect(drawn).toHaveLength(70);
    for (const { rgb } of drawn) expect(greatestDifference(rgb, drawn[0]!.rgb)).toBeLessThanOrEqual(1);
  });

  it('fit into textures, however long and narrow they are', async () => {
    const [shot] = mixedShots() as [Shot];
    const { intrinsics } = shot.view;
    const shots = [
      { width: 4096, height: 16 },
      { width: 16, height: 4096 },
    ].flatMap((size) => {
      const view = { ...shot.view, intrinsics: { ...intrinsics, ...size } };
      return Array.from({ length: 9 }, () => ({ world: shot.world, view }));
    });
    const drawn = await held.renderer.draw(shots, { truth: true, normal: false, surface: false });
    expect(drawn.map(({ width }) => width)).toEqual(shots.map(({ view }) => view.intrinsics.width));
    for (const { rgb } of drawn) expect(rgb.some((value) => value > 0)).toBe(true);
  });
});
