import type { Episode } from '../../core/episode.ts';
import type { JointState } from '../../core/joint.ts';
import { deriveSeed } from '../../core/rng.ts';
import type { Encoder } from '../../core/sensor.ts';
import type { Column } from '../../core/table.ts';
import { growingArray } from './growing-array.ts';
import { jointIndex } from './joint-index.ts';
import { createGaussian } from './noise.ts';
import type { SensorRecorder } from './sensor-recorder.ts';

/**
 * Encoders: of each joint its position and velocity, with independent normal errors, and what its motor
 * exerted in the last physics step. A reading is of its moment; the first is at the start.
 */
export function createEncoder(sensor: Encoder, episode: Episode): SensorRecorder {
  const { name, joints, rate } = sensor;
  const places = joints.map((joint) => jointIndex(episode, name, joint));
  const interval = episode.physicsRate / rate;
  const gaussian = (stream: string) => createGaussian(deriveSeed(episode.seed, `sensor/${name}/${stream}`));
  const [positionError, velocityError] = [gaussian('position'), gaussian('velocity')];
  const times = growingArray(Float64Array);
  const [positions, cleanPositions] = [growingArray(Float32Array), growingArray(Float32Array)];
  const [velocities, cleanVelocities] = [growingArray(Float32Array), growingArray(Float32Array)];
  const efforts = growingArray(Float32Array);
  return {
    collect({ state }) {
      if (state.step % interval !== 0) return;
      times.push(state.step / episode.physicsRate);
      const read = state.joints as JointState;
      for (const place of places) {
        cleanPositions.push(read.positions[place]!);
        positions.push(read.positions[place]! + sensor.positionNoise * positionError());
        cleanVelocities.push(read.velocities[place]!);
        velocities.push(read.velocities[place]! + sensor.velocityNoise * velocityError());
        efforts.push(read.efforts[place]!);
      }
    },
    table() {
      const time = times.values();
      const column = (what: string, unit: string, values: Float32Array): Column => ({
        ...{ name: what, type: 'float32', width: places.length, unit, values },
      });
      return {
        rows: time.length,
        columns: [
          { name: 'time', type: 'float64', unit: 's', values: time },
          column('position', 'rad or m', positions.values()),
          column('position_clean', 'rad or m', cleanPositions.values()),
          column('velocity', 'rad/s or m/s', velocities.values()),
          column('velocity_clean', 'rad/s or m/s', cleanVelocities.values()),
          column('effort', 'N·m or N', efforts.values()),
        ],
      };
    },
  };
}
