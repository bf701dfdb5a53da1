import type { Episode } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import type { JointState } from '../../core/joint.ts';
import { deriveSeed } from '../../core/rng.ts';
import type { Odometry } from '../../core/sensor.ts';
import { growingArray } from './growing-array.ts';
import { jointIndex } from './joint-index.ts';
import { createGaussian } from './noise.ts';
import type { SensorRecorder } from './sensor-recorder.ts';

/**
 * Where a base believes itself to be, in the frame in which it began (x forward, y left): each physics step
 * it goes by the mean of what its wheels turned and turns by their difference over the track, along the
 * chord of that arc. Wheels that slip deceive it. Source: Borenstein et al., "Where am I?", 1996, ch. 1.
 */
export function createOdometry(sensor: Odometry, episode: Episode): SensorRecorder {
  const { name, rate, wheelRadius, track, noise } = sensor;
  const wheels = [sensor.left, sensor.right].map((joint, side) => ({
    place: jointIndex(episode, name, joint),
    error: createGaussian(deriveSeed(episode.seed, `sensor/${name}/${side === 0 ? 'left' : 'right'}`)),
  }));
  const interval = episode.physicsRate / rate;
  const times = growingArray(Float64Array);
  const poses = growingArray(Float32Array);
  let [x, y, yaw] = [0, 0, 0];
  return {
    collect({ previous, state }) {
      const [left, right] = wheels.map(({ place, error }) => {
        const before = (previous.joints as JointState).positions[place]!;
        const turn = withinTurn((state.joints as JointState).positions[place]! - before);
        return wheelRadius * (turn + noise * Math.sqrt(Math.abs(turn)) * error());
      }) as [number, number];
      const [ahead, turned] = [(left + right) / 2, (right - left) / track];
      x += ahead * cos(yaw + turned / 2);
      y += ahead * sin(yaw + turned / 2);
      yaw = withinTurn(yaw + turned);
      if (state.step % interval !== 0) return;
      times.push(state.step / episode.physicsRate);
      for (const value of [x, y, yaw]) poses.push(value);
    },
    table() {
      const time = times.values();
      const values = poses.values();
      const column = (what: string, at: number, unit: string) => ({
        ...{ name: what, type: 'float32' as const, unit },
        values: Float32Array.from(time, (_, i) => values[3 * i + at]!),
      });
      return {
        rows: time.length,
        columns: [
          { name: 'time', type: 'float64', unit: 's', values: time },
          ...[column('x', 0, 'm'), column('y', 1, 'm'), column('yaw', 2, 'rad')],
        ],
      };
    },
  };
}

/** The same angle within ±π. */
const withinTurn = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
