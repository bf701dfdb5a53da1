import type { Body, Episode, WorldState } from '../../core/episode.ts';
import { add, scale, subtract, type Vec3 } from '../../core/pose.ts';
import type { ContactSensor } from '../../core/sensor.ts';
import type { Column } from '../../core/table.ts';
import type { PhysicsWorld } from '../physics-world.ts';
import { growingArray } from './growing-array.ts';
import { carrierIndex } from './sensor-pose.ts';
import type { SensorRecorder } from './sensor-recorder.ts';

const ZERO: Vec3 = [0, 0, 0];

/**
 * A sensor of the contact forces on a body, world frame, each reading the mean over the interval that
 * ends at its time; the first reading ends the first interval.
 *
 * `force` is everything that contacts do to the body, friction too, by the balance of its momentum: the
 * change of m v less that by gravity, as nothing else acts on it. `normal_force` is the part along the
 * contacts' normals, from the engine's impulses. A fixed or kinematic body, whose motion no force
 * changes, has only the latter. `touching` says whether anything touched the body in the interval, a
 * touch too short for the reading's time included; `contacts`, how many bodies at most at once.
 */
export function createContact(
  { name, body, rate }: ContactSensor,
  episode: Episode,
  world: Pick<PhysicsWorld, 'contacts' | 'mass'>,
): SensorRecorder {
  const index = carrierIndex(episode, name, body);
  const isDynamic = (episode.bodies[index] as Body).motion === 'dynamic';
  const mass = world.mass(index);
  const interval = episode.physicsRate / rate;
  const times = growingArray(Float64Array);
  const forces = growingArray(Float32Array);
  const normalForces = growingArray(Float32Array);
  const contacts = growingArray(Int32Array);
  let normal: Vec3 = ZERO;
  let velocity: Vec3 = ZERO;
  let most = 0;
  return {
    collect({ state }) {
      if (state.step === 0) velocity = velocityOf(state, index);
      if (state.step === 0) return;
      const { normalForce, bodies } = world.contacts(index);
      normal = add(normal, scale(normalForce, 1 / interval));
      most = Math.max(most, bodies);
      if (state.step % interval !== 0) return;
      times.push(state.step / episode.physicsRate);
      const now = velocityOf(state, index);
      const acceleration = scale(subtract(now, velocity), rate);
      for (const value of scale(subtract(acceleration, episode.gravity), mass)) forces.push(value);
      for (const value of normal) normalForces.push(value);
      contacts.push(most);
      [normal, velocity, most] = [ZERO, now, 0];
    },
    table() {
      const time = times.values();
      const counts = contacts.values();
      const force = (column: string, values: Float32Array): Column => ({
        ...{ name: column, type: 'float32', width: 3, unit: 'N', values },
      });
      return {
        rows: time.length,
        columns: [
          { name: 'time', type: 'float64', unit: 's', values: time },
          ...(isDynamic ? [force('force', forces.values())] : []),
          force('normal_force', normalForces.values()),
          { name: 'touching', type: 'boolean', unit: '', values: counts.map((count) => Math.min(count, 1)) },
          { name: 'contacts', type: 'int32', unit: '', values: counts },
        ],
      };
    },
  };
}

const velocityOf = ({ linearVelocities }: WorldState, i: number): Vec3 => [
  linearVelocities[3 * i]!,
  linearVelocities[3 * i + 1]!,
  linearVelocities[3 * i + 2]!,
];
