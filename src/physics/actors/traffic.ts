import type { Episode } from '../../core/episode.ts';
import { groundHeight } from '../../scene/ground-height.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { Mover } from '../mover.ts';
import { createVehicle, type Vehicle, type VehicleState } from '../vehicle/vehicle.ts';
import { createDriverMind, type DriverMind } from './drive.ts';
import { createRoadUsers, placeByEngine, type RoadUser } from './road-users.ts';
import { createWalker, type Walker, type WalkerState } from './walker.ts';

/** What the actors know beside the engine; one state an actor, in the episode's order. */
export type TrafficState = {
  /** Physics steps since the start. */
  readonly step: number;
  readonly actors: readonly (VehicleState | WalkerState)[];
};

/** How often drivers decide, Hz. */
const DECISIONS = 30;

type Driving = {
  readonly vehicle: Vehicle;
  /** `null` where it is parked. */
  readonly mind: DriverMind | null;
};

const PARKED = { throttle: 0, brake: 1, steering: 0 } as const;

/**
 * Moves an episode's actors: cars by their drivers, who decide thirty times a second, and people on foot.
 *
 * @param from - How they were left; `null` at the start of an episode.
 * @returns `null` where the episode has no actors.
 */
export function createTraffic(
  episode: Episode,
  built: BuiltWorld,
  from: TrafficState | null,
): Mover<TrafficState> | null {
  const { actors, physicsRate } = episode;
  if (actors.length === 0) return null;
  const ground = groundHeight(episode.bodies);
  const users = createRoadUsers(episode);
  const selves = users.slice(users.length - actors.length);
  const all = actors.map((actor, i): Driving | Walker => {
    const state = from?.actors[i] ?? null;
    if (actor.kind === 'pedestrian') {
      return createWalker(actor, episode, built, ground, state as WalkerState | null);
    }
    const vehicle = createVehicle(actor.car, episode, built, ground, state as VehicleState | null);
    if (state === null) vehicle.command(PARKED);
    return { vehicle, mind: actor.driver === null ? null : createDriverMind(actor.driver, actor.car) };
  });
  const everySteps = Math.max(1, Math.round(physicsRate / DECISIONS));
  const hasWalkers = actors.some(({ kind }) => kind === 'pedestrian');
  let step = from?.step ?? 0;
  return {
    advance() {
      const decides = step % everySteps === 0;
      if (decides || hasWalkers) placeByEngine(users, built.bodies);
      all.forEach((one, i) => {
        const self = selves[i] as RoadUser;
        if (!('vehicle' in one)) {
          one.advance((step + 1) / physicsRate, users, self);
          return;
        }
        if (decides && one.mind !== null) one.vehicle.command(one.mind(step / physicsRate, users, self));
        one.vehicle.advance();
      });
      step += 1;
    },
    state: () => ({
      step,
      actors: all.map((one) => ('vehicle' in one ? one.vehicle.state() : one.state())),
    }),
  };
}
