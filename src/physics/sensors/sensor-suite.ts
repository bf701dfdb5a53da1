import type { Episode, WorldState } from '../../core/episode.ts';
import type { Sensor } from '../../core/sensor.ts';
import type { Table } from '../../core/table.ts';
import type { PhysicsWorld } from '../physics-world.ts';
import { createContact } from './contact.ts';
import { createEncoder } from './encoder.ts';
import { createImu } from './imu.ts';
import { createLidar } from './lidar.ts';
import { createOdometry } from './odometry.ts';
import type { SensorRecorder } from './sensor-recorder.ts';

/** All sensors of an episode that are no cameras. */
export type SensorSuite = {
  /** Reads what is due: call it as soon as the world is made, and after every physics step. */
  collect(): void;
  /** All readings so far, a table a sensor, by name, in the episode's order. */
  tables(): Readonly<Record<string, Table>>;
};

/** What the sensors need of a world. */
export type SensedWorld = Pick<PhysicsWorld, 'state' | 'contacts' | 'mass'>;

/**
 * The sensors of an episode in its world. Readings follow from the episode and the world's motion alone:
 * each sensor keeps to its own rate on the clock of physics steps, and draws its noise from streams
 * named after it; how often frames are drawn changes nothing.
 *
 * @param ids - Instance id of every body, by name.
 * @throws {@link ToolkitError} `argument/invalid` for a sensor on a body that the episode lacks.
 */
export function createSensorSuite(
  episode: Episode,
  world: SensedWorld,
  ids: Readonly<Record<string, number>>,
): SensorSuite {
  const recorders = episode.sensors.map(
    (sensor) => [sensor.name, createRecorder(sensor, episode, world, ids)] as const,
  );
  let previous: WorldState | null = null;
  return {
    collect() {
      if (recorders.length === 0) return;
      const state = world.state();
      const expected = previous === null ? 0 : previous.step + 1;
      if (state.step !== expected) {
        throw new Error(`Sensors must see every physics step: expected ${expected}, got ${state.step}.`);
      }
      for (const [, recorder] of recorders) recorder.collect({ previous: previous ?? state, state });
      previous = state;
    },
    tables: () => Object.fromEntries(recorders.map(([name, recorder]) => [name, recorder.table()])),
  };
}

function createRecorder(
  sensor: Sensor,
  episode: Episode,
  world: SensedWorld,
  ids: Readonly<Record<string, number>>,
): SensorRecorder {
  switch (sensor.kind) {
    case 'lidar':
      return createLidar(sensor, episode, ids);
    case 'imu':
      return createImu(sensor, episode);
    case 'encoder':
      return createEncoder(sensor, episode);
    case 'odometry':
      return createOdometry(sensor, episode);
    case 'contact':
      return createContact(sensor, episode, world);
  }
}
