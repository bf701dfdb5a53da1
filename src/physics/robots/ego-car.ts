import type { ArraySpec } from '../../core/array-spec.ts';
import type { Episode } from '../../core/episode.ts';
import type { EgoCar } from '../../core/robot.ts';
import { groundHeight } from '../../scene/ground-height.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RobotController } from '../mover.ts';
import { createVehicle, type VehicleState } from '../vehicle/vehicle.ts';

/** Throttle (negative drives backwards), brake, and the mean angle of the front wheels. */
export const carActionSpec = ({ car: { maxSteer } }: EgoCar): ArraySpec => ({
  name: 'car_command',
  shape: [3],
  dtype: 'float32',
  low: [-1, 0, -maxSteer],
  high: [1, 1, maxSteer],
  unit: ['1', '1', 'rad'],
  elements: ['throttle', 'brake', 'steering'],
});

/**
 * Drives the ego car as it is told.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createEgoCar(
  { car }: EgoCar,
  episode: Episode,
  built: BuiltWorld,
  from: VehicleState | null,
): RobotController<VehicleState> {
  const vehicle = createVehicle(car, episode, built, groundHeight(episode.bodies), from);
  return {
    command([throttle = 0, brake = 0, steering = 0]) {
      vehicle.command({ throttle, brake, steering });
    },
    advance: () => vehicle.advance(),
    state: () => vehicle.state(),
  };
}
