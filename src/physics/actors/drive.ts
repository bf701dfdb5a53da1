import type { Car, Driver } from '../../core/actor.ts';
import { atan2, fourth } from '../../core/exact-math.ts';
import type { CarCommand } from '../vehicle/vehicle.ts';
import { nearestHindrance } from './hindrance.ts';
import { createPath, type PathPlace } from './path.ts';
import type { RoadUser } from './road-users.ts';

/** Decides what a driver does at a time of the episode, s, from where everybody is. */
export type DriverMind = (time: number, users: readonly RoadUser[], self: RoadUser) => CarCommand;

/** Hardest braking that a driver resorts to, m/s². */
const HARDEST = 8;
/** How soon a driver wants the speed that a manoeuvre asks for, s. */
const EAGERNESS = 0.4;
/** How far ahead a driver looks at the path: in time, s, and at least, m. */
const LOOK_AHEAD = 0.7;
const LEAST_LOOK_AHEAD = 4;

/**
 * Follows a path by pure pursuit (Coulter 1992) and what is ahead by the intelligent driver model (Treiber, Hennecke
 * and Helbing 2000); knows nothing but what it is shown, so that it has no state.
 */
export function createDriverMind(driver: Driver, car: Car): DriverMind {
  const path = createPath(driver.path);
  const place: PathPlace = { along: 0, left: 0, wayX: 1, wayY: 0 };
  return (time, users, self) => {
    path.place(self.x, self.y, place);
    const speed = self.velocityX * self.cos + self.velocityY * self.sin;
    const left = offsetAt(driver, time);
    const steering = pursue(car, self, path.point(place.along + lookAhead(speed), left));
    const hindrance = nearestHindrance(driver, path, place.along, left, speed, users, self);
    const free = freeAcceleration(driver, time, speed);
    const { gap, closing } = hindrance;
    const wanted =
      driver.minGap +
      Math.max(
        0,
        speed * driver.timeGap +
          (speed * closing) / (2 * Math.sqrt(driver.acceleration * driver.deceleration)),
      );
    const share = wanted / Math.max(gap, 0.1);
    const acceleration = Math.max(free - driver.acceleration * share * share, -HARDEST);
    return { ...pedals(car, acceleration, speed), steering };
  };
}

const lookAhead = (speed: number): number => Math.max(LEAST_LOOK_AHEAD, LOOK_AHEAD * speed);

/** How far to the left of its path it drives at that time, m: manoeuvres ease in and out. */
export function offsetAt({ manoeuvres }: Driver, time: number): number {
  let offset = 0;
  for (const manoeuvre of manoeuvres) {
    if (manoeuvre.kind !== 'shift' || time < manoeuvre.start) continue;
    const t = Math.min((time - manoeuvre.start) / manoeuvre.duration, 1);
    offset += (manoeuvre.offset - offset) * t * t * (3 - 2 * t);
  }
  return offset;
}

/** What it would accelerate with where nothing is in its way, m/s². */
function freeAcceleration({ speed: cruise, acceleration, manoeuvres }: Driver, time: number, speed: number) {
  let asked: { readonly speed: number; readonly rate: number } | null = null;
  for (const manoeuvre of manoeuvres) {
    if (manoeuvre.kind === 'speed' && time >= manoeuvre.start) asked = manoeuvre;
  }
  if (asked !== null) {
    return Math.min(Math.max((asked.speed - speed) / EAGERNESS, -asked.rate), asked.rate);
  }
  const share = speed / cruise;
  return Math.max(acceleration * (1 - fourth(share)), -2 * acceleration);
}

/** The steering angle of the circle through the rear axle, along it, and the goal. */
function pursue(car: Car, self: RoadUser, [goalX, goalY]: readonly [number, number]): number {
  const behind = car.wheelbase - car.frontAxle;
  const dx = goalX - (self.x - behind * self.cos);
  const dy = goalY - (self.y - behind * self.sin);
  const ahead = dx * self.cos + dy * self.sin;
  const left = dy * self.cos - dx * self.sin;
  const angle = atan2(2 * car.wheelbase * left, ahead * ahead + left * left);
  return Math.min(Math.max(angle, -car.maxSteer), car.maxSteer);
}

const GRAVITY = 9.81;

/** The pedals that give a car an acceleration at a speed; brakes hold it where it stands. */
function pedals(car: Car, acceleration: number, speed: number) {
  const resistance = car.drag * speed * speed + car.rolling * car.mass * GRAVITY;
  const force = car.mass * acceleration + (speed > 0.1 ? resistance : 0);
  if (speed < 0.2 && acceleration < 0.2) return { throttle: 0, brake: 0.3 };
  if (force < 0) return { throttle: 0, brake: Math.min(-force / car.maxBrakeForce, 1) };
  const most = Math.min(car.maxDriveForce, car.maxPower / Math.max(speed, 1));
  return { throttle: Math.min(force / most, 1), brake: 0 };
}
