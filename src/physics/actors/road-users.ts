import type { Car } from '../../core/actor.ts';
import { bodyIndex, type Episode, type WorldState } from '../../core/episode.ts';
import type { Footprint } from '../../core/footprint.ts';
import type { RigidBody } from '../rapier.ts';

/** Somebody on the road, as the others see them. */
export type RoadUser = { -readonly [field in keyof Footprint]: Footprint[field] } & {
  /** Name of the body that the others may run into. */
  readonly body: string;
  /** Its place in the episode's order. */
  readonly row: number;
};

/** Edge of the square that somebody on foot takes up, m. */
const PEDESTRIAN_WIDTH = 0.5;

/** Everybody on the road: the ego car first, if there is one, then the actors in the episode's order. */
export function createRoadUsers(episode: Episode): readonly RoadUser[] {
  const user = (body: string, length: number, width: number): RoadUser => ({
    ...{ body, row: bodyIndex(episode, body), halfLength: length / 2, halfWidth: width / 2 },
    ...{ x: 0, y: 0, cos: 1, sin: 0, velocityX: 0, velocityY: 0 },
  });
  const driven = (car: Car): RoadUser => user(car.chassis, ...car.footprint);
  const { robot, actors } = episode;
  return [
    ...(robot?.kind === 'car' ? [driven(robot.car)] : []),
    ...actors.map((actor) =>
      actor.kind === 'car' ? driven(actor.car) : user(actor.trunk, PEDESTRIAN_WIDTH, PEDESTRIAN_WIDTH),
    ),
  ];
}

/** Where they are in a state of their episode. */
export function placeByState(users: readonly RoadUser[], state: WorldState): void {
  const { positions, orientations, linearVelocities } = state;
  for (const user of users) {
    const { row } = user;
    user.x = positions[3 * row]!;
    user.y = positions[3 * row + 1]!;
    user.velocityX = linearVelocities[3 * row]!;
    user.velocityY = linearVelocities[3 * row + 1]!;
    const q = 4 * row;
    face(user, orientations[q]!, orientations[q + 1]!, orientations[q + 2]!, orientations[q + 3]!);
  }
}

const vector = { x: 0, y: 0, z: 0 };
const rotation = { x: 0, y: 0, z: 0, w: 1 };

/** Where they are in the engine at this moment. */
export function placeByEngine(users: readonly RoadUser[], bodies: readonly RigidBody[]): void {
  for (const user of users) {
    const body = bodies[user.row]!;
    body.translation(vector);
    user.x = vector.x;
    user.y = vector.y;
    body.linvel(vector);
    user.velocityX = vector.x;
    user.velocityY = vector.y;
    body.rotation(rotation);
    face(user, rotation.x, rotation.y, rotation.z, rotation.w);
  }
}

/** Turns a footprint the way a body's x axis points over the ground. */
function face(user: RoadUser, x: number, y: number, z: number, w: number): void {
  const aheadX = 1 - 2 * (y * y + z * z);
  const aheadY = 2 * (x * y + w * z);
  const length = Math.sqrt(aheadX * aheadX + aheadY * aheadY);
  if (length < 1e-6) return;
  user.cos = aheadX / length;
  user.sin = aheadY / length;
}
