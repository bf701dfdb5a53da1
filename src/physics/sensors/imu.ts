import type { Episode, WorldState } from '../../core/episode.ts';
import {
  add,
  conjugate,
  cross,
  multiplyQuaternions,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '../../core/pose.ts';
import { deriveSeed } from '../../core/rng.ts';
import type { Imu } from '../../core/sensor.ts';
import type { Column } from '../../core/table.ts';
import { growingArray } from './growing-array.ts';
import { interpolatePoses } from './interpolate-poses.ts';
import { createGaussian } from './noise.ts';
import { carrierIndex } from './sensor-pose.ts';
import type { SensorRecorder, SensorStep } from './sensor-recorder.ts';

const ZERO: Vec3 = [0, 0, 0];

/**
 * An inertial measurement unit: specific force (what a mass on a spring feels: acceleration less
 * gravity) and angular rate, in the sensor's frame, each the mean over the interval that ends at the
 * reading's time, so that a blow between two readings is not missed and sums of readings are changes of
 * velocity. The first reading ends the first interval.
 *
 * Within a physics step the engine's velocities change by a known amount, so accelerations are their
 * differences over the step; everything else is taken in the step's middle. At the sensor, at lever arm
 * r: a + α × r + ω × (ω × r). Accurate to the engine's single precision, 6e-8 of the speed times the
 * physics rate (1.4e-4 m/s² at 10 m/s and 240 Hz), and to the square of the turn in one step.
 *
 * Noise: white noise of density N, which a mean over 1 / rate seconds keeps as σ = N √rate, and a bias
 * that begins at 0 and walks at random, by steps of σ = K / √rate. Source: IEEE Std 952-1997, annex C
 * (N and K), discretised as in Crassidis 2006 for readings that are means.
 */
export function createImu(sensor: Imu, episode: Episode): SensorRecorder {
  const { name, rate, place } = sensor;
  const carrier = place.body === null ? -1 : carrierIndex(episode, name, place.body);
  const interval = episode.physicsRate / rate;
  const seed = (stream: string): number => deriveSeed(episode.seed, `sensor/${name}/${stream}`);
  const accelerometer = createTriad(
    sensor.accelerometerNoise,
    sensor.accelerometerWalk,
    rate,
    seed('accelerometer'),
  );
  const gyroscope = createTriad(sensor.gyroscopeNoise, sensor.gyroscopeWalk, rate, seed('gyroscope'));
  const times = growingArray(Float64Array);
  let [force, turn]: [Vec3, Vec3] = [ZERO, ZERO];
  return {
    collect(step) {
      if (step.state.step === 0) return;
      const felt = feel(step, place, carrier, episode);
      force = add(force, felt.force);
      turn = add(turn, felt.turn);
      if (step.state.step % interval !== 0) return;
      times.push(step.state.step / episode.physicsRate);
      accelerometer.read(scale(force, 1 / interval));
      gyroscope.read(scale(turn, 1 / interval));
      [force, turn] = [ZERO, ZERO];
    },
    table() {
      const time = times.values();
      return {
        rows: time.length,
        columns: [
          { name: 'time', type: 'float64', unit: 's', values: time },
          ...accelerometer.columns('specific_force', 'accelerometer_bias', 'm/s²'),
          ...gyroscope.columns('angular_rate', 'gyroscope_bias', 'rad/s'),
        ],
      };
    },
  };
}

/** Specific force and angular rate in one physics step, in the sensor's frame. */
function feel(
  { previous, state }: SensorStep,
  place: Imu['place'],
  carrier: number,
  { gravity, physicsRate }: Episode,
): { readonly force: Vec3; readonly turn: Vec3 } {
  if (carrier < 0) return { force: rotate(conjugate(place.orientation), scale(gravity, -1)), turn: ZERO };
  const [v0, v1] = [row(previous.linearVelocities, carrier), row(state.linearVelocities, carrier)];
  const [w0, w1] = [row(previous.angularVelocities, carrier), row(state.angularVelocities, carrier)];
  const worldFromBody = middleOrientation(previous, state, carrier);
  const arm = rotate(worldFromBody, place.position);
  const omega = scale(add(w0, w1), 0.5);
  const alpha = scale(subtract(w1, w0), physicsRate);
  const atArm = add(cross(alpha, arm), cross(omega, cross(omega, arm)));
  const acceleration = add(scale(subtract(v1, v0), physicsRate), atArm);
  const sensorFromWorld = conjugate(multiplyQuaternions(worldFromBody, place.orientation));
  return {
    force: rotate(sensorFromWorld, subtract(acceleration, gravity)),
    turn: rotate(sensorFromWorld, omega),
  };
}

const row = (values: Float64Array, i: number): Vec3 => [
  values[3 * i]!,
  values[3 * i + 1]!,
  values[3 * i + 2]!,
];

function middleOrientation(from: WorldState, to: WorldState, body: number): Quaternion {
  const one = (state: WorldState) => ({
    positions: new Float64Array(0),
    orientations: state.orientations.subarray(4 * body, 4 * body + 4),
  });
  const into = { positions: new Float64Array(0), orientations: new Float64Array(4) };
  interpolatePoses(one(from), one(to), 0.5, into);
  return into.orientations as unknown as Quaternion;
}

/** Three like sensors at right angles, with noise of `density` and a bias that walks by `walk`. */
function createTriad(density: number, walk: number, rate: number, seed: number) {
  const white = createGaussian(deriveSeed(seed, 'white'));
  const steps = createGaussian(deriveSeed(seed, 'walk'));
  const [readings, clean, biases] = [Float32Array, Float32Array, Float32Array].map(growingArray);
  const bias = [0, 0, 0];
  return {
    read(truth: Vec3): void {
      for (let axis = 0; axis < 3; axis++) {
        bias[axis] = bias[axis]! + (walk / Math.sqrt(rate)) * steps();
        biases!.push(bias[axis]!);
        clean!.push(truth[axis]!);
        readings!.push(truth[axis]! + bias[axis]! + density * Math.sqrt(rate) * white());
      }
    },
    /** The readings, what they would be without noise and bias, and the bias. */
    columns(name: string, biasName: string, unit: string): Column[] {
      const column = { type: 'float32', width: 3, unit } as const;
      return [
        { ...column, name, values: readings!.values() },
        { ...column, name: `${name}_clean`, values: clean!.values() },
        { ...column, name: biasName, values: biases!.values() },
      ];
    },
  };
}
