import type { Actor, Car, Driver, GroundPoint, Pedestrian } from '../../core/actor.ts';
import type { Body } from '../../core/episode.ts';
import { cos, sin, square } from '../../core/exact-math.ts';
import {
  add,
  IDENTITY_QUATERNION,
  multiplyQuaternions,
  type Quaternion,
  rotate,
  type Vec3,
} from '../../core/pose.ts';
import { createRng, deriveSeed, type Rng } from '../../core/rng.ts';
import type { DrawnScene } from '../draw-scene.ts';
import { type GroundHeight, groundHeight } from '../ground-height.ts';
import { carBodies, carOf } from './car-bodies.ts';
import type { CarModelName } from './car-models.ts';
import type { DrawnActor } from './draw-actors.ts';
import { gaitAt, limbPoses } from './gait.ts';
import { limbsOf, pedestrianBodies } from './pedestrian-bodies.ts';

type DrawnCar = Extract<DrawnActor['actor'], { kind: 'car' }>;
type DrawnPedestrian = Extract<DrawnActor['actor'], { kind: 'pedestrian' }>;
type DrawnEgo = Extract<NonNullable<DrawnScene['robot']>, { kind: 'car' }>;

/** What a driver does where a scene does not say. */
const DRIVER_DEFAULTS = {
  timeGap: 1.4,
  minGap: 2.5,
  acceleration: 1.8,
  deceleration: 2.5,
  heeds: 'all',
} as const;

/** Paints by how common they are on roads: white, black, greys, blues, reds. */
const PAINTS = [
  ...['#e8e9e6', '#e8e9e6', '#17191c', '#2b2e33', '#8d949b', '#b9bec3'],
  ...['#5b6570', '#24446e', '#3d6fa3', '#9a2128', '#6d1f26', '#2f5a48', '#c9b48a'],
] as const;
const SHIRTS = [
  '#b8453c',
  '#2f5d8a',
  '#e0d8c4',
  '#3c6e50',
  '#d9a23c',
  '#46434f',
  '#7d5a86',
  '#c9ced3',
] as const;
const TROUSERS = ['#2b3442', '#3d3a36', '#5a5147', '#1e1f22', '#6a7480'] as const;
const SKINS = ['#f0c8a8', '#dba983', '#b57e57', '#8a5a3a', '#5c3b27'] as const;
const HAIRS = ['#1d1714', '#3b2718', '#6b4a2a', '#a47c48', '#8c8c8c'] as const;
const SHOES = ['#1c1c1e', '#5b4636', '#d8d8d4'] as const;

/** How far straight on a driver sees who was given no path, m. */
const STRAIGHT_ON = 100;

/** Actors, and the bodies that they are made of. */
export type SampledActors = { readonly actors: readonly Actor[]; readonly bodies: readonly Body[] };

/**
 * The actors of a drawn scene.
 *
 * @param fixed - Bodies that they stand on.
 */
export function sampleActors({ actors }: DrawnScene, fixed: readonly Body[], seed: number): SampledActors {
  const ground = groundHeight(fixed);
  const sampled = actors.map((drawn) => {
    const rng = createRng(deriveSeed(seed, `actor/${drawn.name}`));
    return drawn.actor.kind === 'car'
      ? sampleCar(drawn, drawn.actor, ground, rng)
      : samplePedestrian(drawn, drawn.actor, ground, rng);
  });
  return {
    actors: sampled.map(({ actor }) => actor).sort((a, b) => (a.name < b.name ? -1 : 1)),
    bodies: sampled.flatMap(({ bodies }) => bodies),
  };
}

/** The bodies of the ego car. */
export function egoCarBodies(ego: DrawnEgo, fixed: readonly Body[], seed: number): readonly Body[] {
  const rng = createRng(deriveSeed(seed, `actor/${ego.name}`));
  return standing(ego, [0, 0], egoModel(ego), carOf(ego.name, egoModel(ego)), groundHeight(fixed), rng);
}

/** The ego car as its controller knows it. */
export const sampleEgoCar = (ego: DrawnEgo) => ({
  kind: 'car' as const,
  car: carOf(ego.name, egoModel(ego)),
  driver: sampleDriver(ego, ego.driver, [0, 0]),
});

/** An ego car is the first of several models. */
const egoModel = ({ model = 'sedan' }: DrawnEgo): CarModelName =>
  typeof model === 'string' ? model : (model[0] as CarModelName);

function standing(
  { position: [x, y], yaw_deg: yaw = 0, speed = 0, color }: DrawnCar | DrawnEgo,
  [dx, dy]: readonly [number, number],
  model: CarModelName,
  car: Car,
  ground: GroundHeight,
  rng: Rng,
): readonly Body[] {
  const paint = color ?? rng.fork('paint').choice(PAINTS);
  const middle: Vec3 = [x + dx, y + dy, ground(x + dx, y + dy)];
  return carBodies(car, model, paint, middle, (yaw * Math.PI) / 180, speed);
}

function sampleCar({ name, model, offset }: DrawnActor, drawn: DrawnCar, ground: GroundHeight, rng: Rng) {
  const car = carOf(name, model);
  const driver = drawn.driver === undefined ? null : sampleDriver(drawn, drawn.driver, offset);
  return {
    actor: { kind: 'car', name, car, driver } satisfies Actor,
    bodies: standing(drawn, offset, model, car, ground, rng),
  };
}

function sampleDriver(
  { position: [x, y], yaw_deg: yaw = 0 }: DrawnCar | DrawnEgo,
  drawn: NonNullable<DrawnCar['driver']>,
  [dx, dy]: readonly [number, number],
): Driver {
  const angle = (yaw * Math.PI) / 180;
  const ahead: GroundPoint = [x + STRAIGHT_ON * cos(angle), y + STRAIGHT_ON * sin(angle)];
  const path: readonly GroundPoint[] = drawn.path ?? [[x, y], ahead];
  return {
    path: path.map(([px, py]) => [px + dx, py + dy]),
    speed: drawn.speed,
    timeGap: drawn.time_gap ?? DRIVER_DEFAULTS.timeGap,
    minGap: drawn.min_gap ?? DRIVER_DEFAULTS.minGap,
    acceleration: drawn.acceleration ?? DRIVER_DEFAULTS.acceleration,
    deceleration: drawn.deceleration ?? DRIVER_DEFAULTS.deceleration,
    heeds: drawn.heeds ?? DRIVER_DEFAULTS.heeds,
    manoeuvres: drawn.manoeuvres ?? [],
  };
}

function samplePedestrian(
  { name, offset: [dx, dy] }: DrawnActor,
  drawn: DrawnPedestrian,
  ground: GroundHeight,
  rng: Rng,
) {
  const pedestrian: Pedestrian = {
    ...{ kind: 'pedestrian', name, ...limbsOf(name), height: drawn.height ?? 1.72 },
    path: drawn.path.map(([x, y]) => [x + dx, y + dy]),
    ...{ speed: drawn.speed, start: drawn.start ?? 0, phase: rng.fork('phase').next() },
  };
  const looks = {
    shirt: drawn.color ?? rng.fork('shirt').choice(SHIRTS),
    trousers: rng.fork('trousers').choice(TROUSERS),
    skin: rng.fork('skin').choice(SKINS),
    hair: rng.fork('hair').choice(HAIRS),
    shoes: rng.fork('shoes').choice(SHOES),
  };
  const [[x, y], [nextX, nextY]] = pedestrian.path as [GroundPoint, GroundPoint];
  const far = Math.sqrt(square(nextX - x) + square(nextY - y));
  const way = (nextX - x) / far;
  const facing: Quaternion = [
    ...([0, 0, (nextY < y ? -1 : 1) * Math.sqrt(Math.max(0, (1 - way) / 2))] as const),
    Math.sqrt(Math.max(0, (1 + way) / 2)),
  ];
  const gait = gaitAt(pedestrian, 0, far);
  const hips: Vec3 = [x, y, ground(x, y) + gait.hipHeight];
  const limbs = limbPoses(pedestrian, gait).map((limb) => ({
    position: add(hips, rotate(facing, [limb.x, limb.y, limb.z])),
    orientation: multiplyQuaternions(facing, [0, -sin(limb.angle / 2), 0, cos(limb.angle / 2)]),
  }));
  const trunk = { position: hips, orientation: multiplyQuaternions(facing, IDENTITY_QUATERNION) };
  return {
    actor: pedestrian satisfies Actor,
    bodies: pedestrianBodies(name, pedestrian.height, looks, [trunk, ...limbs]),
  };
}
