import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertRigid, type Quaternion, rotate, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { instanceIds, possibleBodyNames } from '#src/scene/instance-ids.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SCENES = [
  'alignment/free-fall',
  'alignment/dominoes',
  'alignment/planar-slope',
  'alignment/stable-stack',
  'alignment/unstable-stack',
  'alignment/seesaw',
  'understanding/collision',
  'understanding/bounce',
  'understanding/sliding-friction',
  'understanding/projectile',
  'understanding/occluder',
  'robots/push',
];
const seeds = fc.maxSafeNat();

describe.each(SCENES)('%s', (name) => {
  const scene = readScene(name);

  it('gives 200 seeds without a refusal, each with bodies that the id table knows', () => {
    const ids = instanceIds([scene]);
    for (let seed = 0; seed < 200; seed++) {
      const names = sampleEpisode(scene, seed).bodies.map((body) => body.name);
      expect(names).toEqual([...names].sort());
      expect(names.every((body) => (ids[body] ?? 0) > 0)).toBe(true);
    }
  }, 60_000);

  it('is a pure function of scene and seed, whatever the order of the file', () => {
    const before = JSON.stringify(scene);
    const shuffled = parseScene({ ...scene, bodies: [...scene.bodies].reverse() }, name);
    fc.assert(
      fc.property(seeds, (seed) => {
        const episode = sampleEpisode(scene, seed);
        expect(sampleEpisode(parseScene(JSON.parse(before), name), seed)).toEqual(episode);
        expect(sampleEpisode(shuffled, seed)).toEqual({ ...episode, parameters: expect.anything() });
      }),
      { numRuns: 5, endOnFailure: true },
    );
    expect(JSON.stringify(scene)).toBe(before);
  }, 60_000);

  it('varies with the seed', () => {
    const [a, b] = [sampleEpisode(scene, 0), sampleEpisode(scene, 1)];
    expect(a.bodies).not.toEqual(b.bodies);
  });

  it('shows every body to every camera at the start', () => {
    for (let seed = 0; seed < 20; seed++) {
      const episode = sampleEpisode(scene, seed);
      for (const camera of episode.cameras) {
        const edge = Math.tan((camera.fovDeg * Math.PI) / 360);
        for (const body of episode.bodies.filter(({ shape }) => shape.kind !== 'plane')) {
          const [x, y, z] = transformPoint(invertRigid(camera.worldFromCamera), body.position);
          expect(Math.max(Math.abs(x), Math.abs(y)) / z).toBeLessThan(edge);
        }
      }
    }
  });
});

describe('sampleEpisode', () => {
  const random = { h: { uniform: [1, 2] } };
  const bodies = [minimalGround(), minimalBall({ position: [0, 0, '$h'] })];
  const scene = parseScene(minimalScene({ random, bodies }), 's');

  it('records what it drew and puts it where it belongs', () => {
    const episode = sampleEpisode(scene, 7);
    const ball = episode.bodies.find((body) => body.name === 'ball');
    expect(ball?.position[2]).toBe(episode.parameters['h']);
    expect(episode).toMatchObject({ physicsRate: 240, solverIterations: 4, robot: null, seed: 7 });
  });

  it('draws each range from its own stream, so one more changes no other', () => {
    const more = { a: { uniform: [0, 1] }, ...random, z: { integer: [1, 6] } };
    const wider = parseScene(minimalScene({ random: more, bodies }), 's');
    expect(sampleEpisode(wider, 7).parameters['h']).toBe(sampleEpisode(scene, 7).parameters['h']);
    expect(sampleEpisode(wider, 7).bodies).toEqual(sampleEpisode(scene, 7).bodies);
  });

  it('keeps a draw within its range, both ends of integers included', () => {
    const ranges = { u: { uniform: [-1, 1] }, i: { integer: [1, 3] }, c: { choice: ['#000000', 5] } };
    const drawn = parseScene(minimalScene({ random: ranges }), 's');
    const values = Array.from({ length: 200 }, (_, seed) => sampleEpisode(drawn, seed).parameters);
    for (const { u } of values) expect(Math.abs(u as number)).toBeLessThanOrEqual(1);
    expect(new Set(values.map(({ i }) => i))).toEqual(new Set([1, 2, 3]));
    expect(new Set(values.map(({ c }) => c))).toEqual(new Set(['#000000', 5]));
  });

  it('rests a body on its lowest point where its anchor is the bottom', () => {
    const lean = [0, Math.SQRT1_2, 0, Math.SQRT1_2];
    const rod = minimalBall({
      shape: { kind: 'cylinder', radius: 0.1, height: 1 },
      anchor: 'bottom',
      position: [0, 0, 0],
      orientation: lean,
    });
    const lying = sampleEpisode(parseScene(minimalScene({ bodies: [minimalGround(), rod] }), 's'), 0);
    expect(lying.bodies[0]?.position[2]).toBeCloseTo(0.1, 12);
  });

  it('turns a body about the world x axis, then y, then z', () => {
    const angle = fc.double({ min: -360, max: 360, noNaN: true });
    const about = (axis: number, degrees: number, v: Vec3): Vec3 => {
      const [a, b] = [(axis + 1) % 3, (axis + 2) % 3];
      const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const turned = [...v];
      turned[a] = c * (v[a] as number) - s * (v[b] as number);
      turned[b] = s * (v[a] as number) + c * (v[b] as number);
      return turned as unknown as Vec3;
    };
    fc.assert(
      fc.property(fc.tuple(angle, angle, angle), (degrees) => {
        const box = minimalBall({ rotation_deg: degrees.map((_, i) => `$${'xyz'[i]}`) });
        const [x, y, z] = degrees.map((at) => ({ choice: [at] }));
        const scene = parseScene(minimalScene({ random: { x, y, z }, bodies: [box] }), 's');
        const got = rotate(sampleEpisode(scene, 0).bodies[0]?.orientation as Quaternion, [0.1, 0.2, 0.3]);
        const want = degrees.reduce<Vec3>((v, at, axis) => about(axis, at, v), [0.1, 0.2, 0.3]);
        got.forEach((value, i) => {
          expect(value).toBeCloseTo(want[i] as number, 12);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('takes a yaw for a turn about z alone', () => {
    const turned = (fields: Record<string, unknown>) =>
      sampleEpisode(parseScene(minimalScene({ bodies: [minimalBall(fields)] }), 's'), 0).bodies;
    expect(turned({ yaw_deg: 37 })).toEqual(turned({ rotation_deg: [0, 0, 37] }));
  });

  it('makes copies in a row, each with its own draws', () => {
    const row = minimalBall({
      repeat: { count: 3, step: [0.5, 0, 0], centered: true },
      random: { z: { uniform: [1, 2] } },
      position: [0, 0, '$z'],
    });
    const { bodies: made } = sampleEpisode(parseScene(minimalScene({ bodies: [row] }), 's'), 0);
    expect(made.map((body) => [body.name, body.position[0]])).toEqual([
      ['ball_1', -0.5],
      ['ball_2', 0],
      ['ball_3', 0.5],
    ]);
    expect(new Set(made.map((body) => body.position[2])).size).toBe(3);
  });

  it('turns uniformly at random: unit quaternions whose axes point everywhere', () => {
    const turned = parseScene(minimalScene({ bodies: [minimalBall({ orientation: 'random' })] }), 's');
    const mean = [0, 0, 0, 0];
    for (let seed = 0; seed < 400; seed++) {
      const q = sampleEpisode(turned, seed).bodies[0]?.orientation ?? [0, 0, 0, 0];
      expect(Math.hypot(...q)).toBeCloseTo(1, 12);
      q.forEach((x, i) => {
        mean[i] = (mean[i] as number) + (x * x) / 400;
      });
    }
    for (const share of mean) expect(share).toBeCloseTo(0.25, 1);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => sampleEpisode(scene, seed)).toThrow('A seed must be a whole number');
  });
});

describe('instanceIds', () => {
  it('ranks the names of all scenes together, from 1', () => {
    const a = parseScene(minimalScene(), 'a');
    const copies = { count: '$n', step: [1, 0, 0] };
    const random = { n: { integer: [0, 2] } };
    const b = parseScene(minimalScene({ random, bodies: [minimalBall({ repeat: copies })] }), 'b');
    expect(possibleBodyNames(b)).toEqual(['ball_1', 'ball_2']);
    expect(instanceIds([a, b])).toEqual({ ball: 1, ball_1: 2, ball_2: 3, ground: 4 });
    expect(instanceIds([b, a])).toEqual(instanceIds([a, b]));
  });
});
