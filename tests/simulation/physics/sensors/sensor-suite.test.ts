import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '#src/core/table.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createSensorSuite } from '#src/physics/sensors/sensor-suite.ts';
import { sensorScene, sensors } from '../../../fixtures/sensor-scene.ts';
import { column, episodeOf, idsOf, sense } from './sensed-episode.ts';

beforeAll(loadPhysics);

const STEPS = 120;
const plain = (tables: Readonly<Record<string, Table>>): unknown =>
  JSON.parse(
    JSON.stringify(tables, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as never) : value)),
  );

describe('the sensors of an episode', () => {
  it('give a table each, with a unit on every column and as many values as rows', () => {
    const { tables } = sense(episodeOf(sensorScene()), STEPS);
    expect(Object.keys(tables)).toEqual(['lidar', 'still_lidar', 'imu', 'ball_contact', 'ground_contact']);
    // In half a second: 450 columns of 16 rays and the one at 0; 5 turns of 36 × 16; 60; 30; 12 readings.
    const rows = Object.values(tables).map((table) => table.rows);
    expect(rows).toEqual([451 * 16, 5 * 36 * 16, 60, 30, 12]);
    for (const table of Object.values(tables)) {
      for (const { values, width = 1 } of table.columns) expect(values.length).toBe(table.rows * width);
    }
    const units = (name: string): Record<string, string> =>
      Object.fromEntries((tables[name] as Table).columns.map((c) => [c.name, c.unit]));
    expect(units('lidar')).toMatchObject({
      time: 's',
      azimuth: 'rad',
      range: 'm',
      id: '',
      incidence: 'rad',
      x: 'm',
    });
    expect(units('imu')).toMatchObject({
      specific_force: 'm/s²',
      angular_rate: 'rad/s',
      gyroscope_bias: 'rad/s',
    });
    expect(units('ball_contact')).toMatchObject({
      force: 'N',
      normal_force: 'N',
      touching: '',
      contacts: '',
    });
  });

  it('are the same for the same seed, noise and all, and others for another', () => {
    const tables = (seed: number): unknown => plain(sense(episodeOf(sensorScene(), seed), STEPS).tables);
    expect(tables(5)).toEqual(tables(5));
    expect(tables(5)).not.toEqual(tables(6));
  });

  it('do not depend on how long the episode goes on, or on the other sensors', () => {
    const alone = sense(episodeOf(sensorScene({ sensors: [sensors()[0]] })), 60).tables['lidar'];
    const among = sense(episodeOf(sensorScene()), STEPS).tables['lidar'];
    for (const name of ['time', 'range', 'id']) {
      const values = column(alone, name);
      expect(column(among, name).slice(0, values.length)).toEqual(values);
    }
  });

  it('change nothing in the world', () => {
    const [with_, without] = [sensorScene(), sensorScene({ sensors: [] })].map((scene) => {
      const { states } = sense(episodeOf(scene), STEPS);
      return Array.from(states.at(-1)?.positions ?? []);
    });
    expect(with_).toEqual(without);
  });

  it('notice a step that they did not see', () => {
    const episode = episodeOf(sensorScene());
    const world = createPhysicsWorld(episode);
    const suite = createSensorSuite(episode, world, idsOf(episode));
    suite.collect();
    world.step();
    world.step();
    expect(() => suite.collect()).toThrow('Sensors must see every physics step: expected 1, got 2.');
    world.dispose();
  });

  it('refuse an episode that lacks the body they ride on', () => {
    const episode = episodeOf(sensorScene());
    const bodies = episode.bodies.filter(({ name }) => name !== 'cart');
    const world = createPhysicsWorld({ ...episode, bodies });
    expect(() => createSensorSuite({ ...episode, bodies }, world, {})).toThrow(
      'Sensor "lidar" must ride on a body of the episode, got "cart".',
    );
    world.dispose();
  });
});
