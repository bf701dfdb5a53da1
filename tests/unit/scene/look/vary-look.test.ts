import { describe, expect, it } from 'vitest';
import type { Body, Episode } from '#src/core/episode.ts';
import { invertRigid, length, subtract, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { distanceToSight } from '#src/scene/look/sight-shadow.ts';
import { regionCenter, taskRegion } from '#src/scene/look/task-region.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { farthestPoint } from '#src/scene/shape-support.ts';
import { LOOK_STREAMS, lookStreams, varyLook, varyLookBy } from '#src/scene/vary-look.ts';
import { minimalBall, minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';
import { readScene } from '../../../fixtures/read-scene.ts';
import { slowOklab } from './slow-oklab.ts';

const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'].map(readScene);
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const EPISODES = SCENES.flatMap((scene) => SEEDS.map((seed) => sampleEpisode(scene, seed)));
const VARIED = EPISODES.map((episode) => ({ episode, varied: varyLook(episode) }));

const isPlane = ({ shape }: Body): boolean => shape.kind === 'plane';
const placeOf = (m: readonly number[]): Vec3 => [m[3]!, m[7]!, m[11]!];

/** What each stream may touch. */
function aspects({ bodies, lights, sky, decor, cameras, parameters }: Episode) {
  const solid = bodies.filter((body) => !isPlane(body)).map(({ material }) => material);
  return {
    tone: parameters['look.tone'],
    ground: bodies.filter(isPlane).map(({ material }) => material),
    color: solid.map(({ color }) => color),
    surface: solid.map(({ roughness, metalness }) => [roughness, metalness]),
    texture: solid.map(({ texture }) => texture),
    light: [lights, parameters['look.sun_elevation_deg'], parameters['look.ambient_intensity']],
    sky: [sky, parameters['look.sky']],
    clutter: [decor, parameters['look.clutter']],
    camera: cameras.map(({ worldFromCamera }) => worldFromCamera),
  };
}

/** The episode without what a look may change. */
function withoutLook(episode: Episode) {
  const { lights: _, sky: __, decor: ___, cameras, parameters, bodies, ...rest } = episode;
  return {
    ...rest,
    cameras: cameras.map(({ worldFromCamera: _, ...camera }) => camera),
    parameters: Object.entries(parameters).filter(([name]) => !name.startsWith('look.')),
    bodies: bodies.map(({ material, ...body }) => {
      const { color: _, texture: __, roughness: ___, metalness: ____, ...mechanical } = material;
      return { ...body, material: mechanical };
    }),
  };
}

describe('varyLook', () => {
  it('is a function of the seed, and changes with it', () => {
    const [a, b] = [sampleEpisode(SCENES[0]!, 1), sampleEpisode(SCENES[0]!, 2)];
    expect(varyLook(a)).toEqual(varyLook(a));
    expect(aspects(varyLook({ ...b, bodies: a.bodies })).light).not.toEqual(aspects(varyLook(a)).light);
  });

  it('leaves all that physics knows as it is', () => {
    for (const { episode, varied } of VARIED) expect(withoutLook(varied)).toEqual(withoutLook(episode));
  });

  it.each(LOOK_STREAMS)('changes with the stream %s that part alone', (stream) => {
    // A tone is what ground and bodies agree on, so their colours follow it.
    const may = stream === 'tone' ? ['tone', 'ground', 'color', 'texture'] : [stream];
    const changed = new Set<string>();
    for (const seed of SEEDS) {
      const episode = sampleEpisode(SCENES[seed % 3]!, seed);
      const streams = lookStreams(seed);
      const before = aspects(varyLook(episode));
      const after = aspects(varyLookBy(episode, { ...streams, [stream]: createRng(seed + 1000) }));
      for (const name of LOOK_STREAMS)
        if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) changed.add(name);
    }
    expect([...changed].sort()).toEqual([...may].sort());
  });

  it('keeps bodies apart from the ground: OKLab distances of at least 0.1', () => {
    const colors = ({ material }: Body) =>
      [material.color, ...(material.texture === null ? [] : [material.texture.color])].map(slowOklab);
    let least = Number.POSITIVE_INFINITY;
    for (const { bodies } of VARIED.map(({ varied }) => varied)) {
      const ground = bodies.filter(isPlane).flatMap(colors);
      for (const a of bodies.filter((body) => !isPlane(body)).flatMap(colors))
        for (const b of ground) least = Math.min(least, length(subtract(a, b)));
    }
    expect(least).toBeGreaterThan(0.1);
  });

  it('lights level ground about as much as before, from 25° to 80° up', () => {
    for (const { varied } of VARIED) {
      const [ambient, sun] = varied.lights;
      if (ambient?.kind !== 'ambient' || sun?.kind !== 'sun') throw new Error('another order of lights');
      const up = -sun.direction[2];
      expect(length(sun.direction)).toBeCloseTo(1, 12);
      expect(up).toBeGreaterThanOrEqual(Math.sin((25 * Math.PI) / 180));
      expect(up).toBeLessThanOrEqual(Math.sin((80 * Math.PI) / 180));
      const level = ambient.intensity + up * sun.intensity;
      expect(level).toBeGreaterThanOrEqual(0.85 - 1e-12);
      expect(level).toBeLessThanOrEqual(1.15 + 1e-12);
    }
  });

  it('stands clutter on the ground, apart from each other, in sight of a camera', () => {
    let pieces = 0;
    for (const { episode, varied } of VARIED) {
      const { decor } = varied;
      pieces += decor.length;
      expect(decor.length).toBeLessThanOrEqual(8);
      expect(decor.map(({ name }) => name)).toEqual(decor.map(({ name }) => name).toSorted());
      for (const piece of decor) {
        expect(piece).toMatchObject({ class: 'clutter', motion: 'fixed' });
        expect(farthestPoint(piece, [0, 0, -1])[2]).toBeCloseTo(0, 9);
        const foot: Vec3 = [piece.position[0], piece.position[1], 0];
        const seen = episode.cameras.some(({ worldFromCamera, fovDeg }) => {
          const [x, y, z] = transformPoint(invertRigid(worldFromCamera), foot);
          return Math.max(Math.abs(x), Math.abs(y)) / z < Math.tan((fovDeg * Math.PI) / 360);
        });
        expect(seen).toBe(true);
      }
    }
    expect(pieces / EPISODES.length).toBeGreaterThan(2);
  });

  it('moves cameras by at most 2 % and turns them by at most 1.5° off the task', () => {
    for (const { episode, varied } of VARIED) {
      const task = regionCenter(taskRegion(episode)!);
      varied.cameras.forEach((camera, i) => {
        const before = episode.cameras[i]!.worldFromCamera;
        const far = length(subtract(task, placeOf(before)));
        expect(length(subtract(placeOf(camera.worldFromCamera), placeOf(before)))).toBeLessThanOrEqual(
          0.02 * far + 1e-9,
        );
        // What the camera looked at, a task's distance ahead, stays within 1.5° of its axis.
        const aim = transformPoint(before, [0, 0, far]);
        const [x, y, z] = transformPoint(invertRigid(camera.worldFromCamera), aim);
        expect((Math.atan2(Math.hypot(x, y), z) * 180) / Math.PI).toBeLessThanOrEqual(1.5 + 1e-6);
      });
    }
  });

  it('keeps every body that a camera sees in its image', () => {
    for (const { episode, varied } of VARIED) {
      varied.cameras.forEach((camera, i) => {
        const sees = (m: readonly number[], point: Vec3): boolean => {
          const [x, y, z] = transformPoint(invertRigid(m), point);
          return z > 0 && Math.max(Math.abs(x), Math.abs(y)) / z <= Math.tan((camera.fovDeg * Math.PI) / 360);
        };
        for (const body of episode.bodies.filter((b) => !isPlane(b)))
          if (sees(episode.cameras[i]!.worldFromCamera, body.position))
            expect(sees(camera.worldFromCamera, body.position)).toBe(true);
      });
    }
  });

  it('moves a stereo pair as one, and leaves a camera that rides on a body where it is', () => {
    const view = { look_at: [0, 0, 0.5], fov_deg: 45, near: 0.1, far: 20 };
    const cameras = [
      { ...view, name: 'eyes', position: [0, -3, 1], stereo: { baseline: 0.12 } },
      { ...view, name: 'rider', position: [0, -1, 0], on: 'ball' },
    ];
    const episode = sampleEpisode(parseScene(minimalScene({ cameras }), 's'), 3);
    const [left, right, rider] = varyLook(episode).cameras;
    const [before] = episode.cameras;
    const rightInLeft = transformPoint(invertRigid(left!.worldFromCamera), placeOf(right!.worldFromCamera));
    expect(left!.worldFromCamera).not.toEqual(before!.worldFromCamera);
    expect(rightInLeft[0]).toBeCloseTo(0.12, 12);
    expect(rightInLeft[1]).toBeCloseTo(0, 12);
    expect(rightInLeft[2]).toBeCloseTo(0, 12);
    expect(rider).toEqual(episode.cameras[2]);
  });

  it('keeps clutter out of the sight of a camera that circles the task, all the way round', () => {
    const view = { look_at: [0, 0, 0.5], fov_deg: 45, near: 0.1, far: 20 };
    const circling = { ...view, name: 'circling', position: [1, -2, 2], orbit: { period: 8 } };
    const far = { ...view, name: 'far', position: [0, -9, 4] };
    const bodies = [{ ...minimalGround(), shape: { kind: 'plane', size: 60 } }, minimalBall()];
    const scene = parseScene(minimalScene({ bodies, cameras: [circling, far] }), 's');
    let pieces = 0;
    for (const seed of SEEDS) {
      const episode = sampleEpisode(scene, seed);
      const region = taskRegion(episode)!;
      for (const { position, shape } of varyLook(episode).decor) {
        pieces++;
        const least =
          shape.kind === 'box'
            ? Math.min(shape.size[0], shape.size[1]) / 2
            : 'radius' in shape
              ? shape.radius
              : 0;
        for (let deg = 0; deg < 360; deg++) {
          const turn = (deg * Math.PI) / 180;
          const eye = [Math.sqrt(5) * Math.cos(turn), Math.sqrt(5) * Math.sin(turn)] as const;
          expect(distanceToSight([position[0], position[1]], eye, region)).toBeGreaterThan(least);
        }
      }
    }
    expect(pieces).toBeGreaterThan(20);
  });

  it('has no clutter where there is no level ground', () => {
    const floating = parseScene(minimalScene({ bodies: [minimalBall()] }), 's');
    const tilted = {
      ...minimalGround(),
      orientation: [0.2588190451, 0, 0, 0.9659258263],
      position: [0, 0, -2],
    };
    const slope = parseScene(minimalScene({ bodies: [tilted, minimalBall()] }), 's');
    for (const scene of [floating, slope])
      for (const seed of SEEDS) expect(varyLook(sampleEpisode(scene, seed)).decor).toEqual([]);
  });
});
