import { beforeAll, describe, expect, it } from 'vitest';
import type { Episode, WorldState } from '#src/core/episode.ts';
import { add, multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '#src/core/pose.ts';
import type { Lidar } from '#src/core/sensor.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createRayCaster } from '#src/physics/ray-caster.ts';
import { minimalGround } from '../../../fixtures/minimal-scene.ts';
import { sensorScene, sensors } from '../../../fixtures/sensor-scene.ts';
import { column, episodeOf, idsOf, sense } from './sensed-episode.ts';

beforeAll(loadPhysics);

const lidarOf = (episode: Episode): Lidar => episode.sensors[0] as Lidar;
const lidarScene = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  sensorScene({ sensors: [{ ...sensors()[0], range_noise: 0, dropout: 0, ...changes }] });

/** The episode and its states without one body. */
function without(name: string, episode: Episode): [Episode, (state: WorldState) => WorldState] {
  const kept = episode.bodies.map((_, i) => i).filter((i) => episode.bodies[i]?.name !== name);
  const rows = (values: Float64Array, width: number): Float64Array =>
    Float64Array.from(kept.flatMap((i) => Array.from(values.subarray(width * i, width * i + width))));
  return [
    { ...episode, bodies: episode.bodies.filter((body) => body.name !== name) },
    (s) => ({ ...s, positions: rows(s.positions, 3), orientations: rows(s.orientations, 4) }),
  ];
}

/** Between two states, the slow way: a turn by a share of the angle from one to the other. */
function between(a: WorldState, b: WorldState, share: number): WorldState {
  const mix = (from: Float64Array, to: Float64Array): Float64Array =>
    from.map((x, i) => x + share * ((to[i] as number) - x));
  const orientations = a.orientations.slice();
  for (let i = 0; i < orientations.length; i += 4) {
    const q = [...a.orientations.subarray(i, i + 4)];
    const r = [...b.orientations.subarray(i, i + 4)];
    const dot = Math.min(
      1,
      q.reduce((sum, x, k) => sum + x * (r[k] as number), 0),
    );
    const angle = Math.acos(dot);
    for (let k = 0; k < 4; k++) {
      const [x, y] = [q[k] as number, r[k] as number];
      orientations[i + k] =
        angle < 1e-9
          ? y
          : (x * Math.sin((1 - share) * angle) + y * Math.sin(share * angle)) / Math.sin(angle);
    }
  }
  return { ...b, step: a.step + share, positions: mix(a.positions, b.positions), orientations };
}

const poseOf = (episode: Episode, name: string | null, state: WorldState): [Vec3, Quaternion] => {
  if (name === null)
    return [
      [0, 0, 0],
      [0, 0, 0, 1],
    ];
  const i = episode.bodies.findIndex((body) => body.name === name);
  return [
    [...state.positions.subarray(3 * i, 3 * i + 3)] as unknown as Vec3,
    [...state.orientations.subarray(4 * i, 4 * i + 4)] as unknown as Quaternion,
  ];
};

/**
 * Every ray of a table once more, by the engine in a world of its own; the greatest difference in
 * metres of those that met the same body, and the share of those that did not.
 */
function compareWithEngine(episode: Episode, steps: number) {
  const lidar = lidarOf(episode);
  const { tables, states } = sense(episode, steps);
  const table = tables[lidar.name];
  const [times, ranges, ids] = ['time', 'range_clean', 'id'].map((name) => column(table, name));
  const [azimuths, elevations] = ['azimuth', 'elevation'].map((name) => column(table, name));
  const [others, reduced] = without(lidar.place.body ?? '', episode);
  const caster = createRayCaster(others);
  const idOf = idsOf(episode);
  let [worst, differing, returned] = [0, 0, 0];
  for (let row = 0; row < (table?.rows ?? 0); row++) {
    const at = (times?.[row] as number) * episode.physicsRate;
    const before = Math.max(0, Math.ceil(at - 1e-9) - 1);
    const a = states[before] as WorldState;
    const state = between(a, states[before + 1] ?? a, at - before);
    const [p, q] = poseOf(episode, lidar.place.body, state);
    const worldFromSensor = multiplyQuaternions(q, lidar.place.orientation);
    const [azimuth, elevation] = [azimuths?.[row] as number, elevations?.[row] as number];
    const direction = rotate(worldFromSensor, [
      Math.cos(elevation) * Math.cos(azimuth),
      Math.cos(elevation) * Math.sin(azimuth),
      Math.sin(elevation),
    ]);
    const hit = caster.cast(reduced(state), add(p, rotate(q, lidar.place.position)), direction);
    const isReturn = hit !== null && hit.distance >= lidar.minRange && hit.distance <= lidar.maxRange;
    const id = isReturn ? idOf[hit.body] : 0;
    if (id !== 0) returned += 1;
    if (id !== ids?.[row]) differing += 1;
    else if (isReturn) worst = Math.max(worst, Math.abs(hit.distance - (ranges?.[row] as number)));
  }
  caster.dispose();
  return { worst, differing: differing / (table?.rows ?? 1), returned, rows: table?.rows ?? 0 };
}

describe('LiDAR', () => {
  it.each([
    ['on a moving cart, distorted', lidarScene()],
    ['on a moving cart, undistorted', lidarScene({ motion_distorted: false })],
    ['still in the world', sensorScene({ sensors: [{ ...sensors()[1], motion_distorted: true }] })],
  ])('agrees with the engine’s rays within 1 mm, %s', (_, scene) => {
    const found = compareWithEngine(episodeOf(scene), 120);
    expect(found.returned).toBeGreaterThan(found.rows / 4);
    expect(found.worst).toBeLessThan(1e-3);
    // A ray along an edge may go either way.
    expect(found.differing).toBeLessThan(1e-3);
  });

  it('fires each column at its exact time, from +x counter-clockwise, the lowest ring first', () => {
    const episode = episodeOf(lidarScene());
    const table = sense(episode, 60).tables['lidar'];
    const { columns, rings } = lidarOf(episode);
    // 0.25 s of 900 columns a second, and the one at 0.
    expect(table?.rows).toBe(226 * rings);
    const names = ['time', 'turn', 'column', 'ring', 'azimuth', 'elevation'];
    const row = (i: number): number[] => names.map((name) => column(table, name)[i] as number);
    expect(row(0)).toEqual([0, 0, 0, 0, 0, Math.fround((-40 * Math.PI) / 180)]);
    const i = 101 * rings + 15;
    const azimuth = Math.fround((2 * Math.PI * 11) / columns);
    expect(row(i)).toEqual([101 / 900, 1, 11, 15, azimuth, Math.fround((20 * Math.PI) / 180)]);
  });

  it('casts a whole turn at its begin where it is not distorted', () => {
    const table = sense(episodeOf(lidarScene({ motion_distorted: false })), 60).tables['lidar'];
    expect(table?.rows).toBe(3 * 90 * 16);
    expect([...new Set(column(table, 'time'))]).toEqual([0, 0.1, 0.2]);
  });

  it('measures what geometry says: a floor below, its incidence, the return’s place', () => {
    const place = { position: [1, 2, 1.5], rings: 16, columns: 8, elevation_deg: [-90, -30] };
    const episode = episodeOf(
      sensorScene({
        bodies: [minimalGround()],
        sensors: [{ ...sensors()[1], ...place }],
      }),
    );
    const table = sense(episode, 0).tables['still_lidar'];
    const [range, incidence, z, x] = ['range', 'incidence', 'z', 'x'].map((name) => column(table, name));
    const elevation = column(table, 'elevation');
    for (let i = 0; i < 8 * 16; i++) {
      expect(range?.[i]).toBeCloseTo(-1.5 / Math.sin(elevation[i] as number), 5);
      expect(incidence?.[i]).toBeCloseTo(Math.PI / 2 + (elevation[i] as number), 5);
      expect(z?.[i]).toBeCloseTo(-1.5, 5);
    }
    expect(x?.[15]).toBeCloseTo(1.5 / Math.tan(Math.PI / 6), 5);
  });

  it('gives no return nearer or farther than its bounds, or beyond the ground that is drawn', () => {
    const at = (position: number[], changes: object): number[] => {
      const scene = sensorScene({
        bodies: [minimalGround()],
        sensors: [{ ...sensors()[1], position, ...changes }],
      });
      return column(sense(episodeOf(scene), 0).tables['still_lidar'], 'range');
    };
    const down = { columns: 1, elevation_deg: [-90, -89] };
    expect(at([0, 0, 2], down)[0]).toBeCloseTo(2, 6);
    expect(at([0, 0, 2], { ...down, min_range: 2.1 })[0]).toBe(0);
    expect(at([0, 0, 2], { ...down, max_range: 1.9 })[0]).toBe(0);
    expect(at([5.01, 0, 2], down)[0]).toBe(0);
    expect(at([4.99, 0, 2], down)[0]).toBeCloseTo(2, 6);
  });

  it('sees decor, though physics does not', () => {
    const episode = episodeOf(lidarScene());
    const wall = {
      ...(episode.bodies[1] as Episode['bodies'][number]),
      name: 'wall',
      motion: 'fixed',
    } as const;
    const decor = [{ ...wall, shape: { kind: 'box', size: [0.1, 20, 20] }, position: [4, 0, 0] } as const];
    const { tables } = sense({ ...episode, decor }, 0);
    expect(column(tables['lidar'], 'id')).toContain(idsOf({ ...episode, decor })['wall']);
  });

  it('has the range noise and the losses that it states, and the clean range beside them', () => {
    const episode = episodeOf(sensorScene({ sensors: [sensors()[0]] }));
    const table = sense(episode, 480).tables['lidar'];
    const [range, clean, x, y, z] = ['range', 'range_clean', 'x', 'y', 'z'].map((n) => column(table, n));
    const met = (clean as number[]).map((_, i) => i).filter((i) => (clean?.[i] as number) > 0.5);
    const kept = met.filter((i) => range?.[i] !== 0);
    const errors = kept.map((i) => (range?.[i] as number) - (clean?.[i] as number));
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    const sigma = Math.sqrt(errors.reduce((a, b) => a + (b - mean) ** 2, 0) / errors.length);
    // Four standard errors of each figure.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.02) / Math.sqrt(errors.length));
    expect(Math.abs(sigma / 0.02 - 1)).toBeLessThan(4 / Math.sqrt(2 * errors.length));
    expect(Math.abs(1 - kept.length / met.length - 0.1)).toBeLessThan(
      4 * Math.sqrt(0.09 / met.length) + 0.005,
    );
    for (const i of kept.slice(0, 500)) {
      const length = Math.hypot(x?.[i] as number, y?.[i] as number, z?.[i] as number);
      expect(length).toBeCloseTo(range?.[i] as number, 5);
    }
  });
});
