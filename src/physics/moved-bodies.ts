import type { Episode } from '../core/episode.ts';
import { limbNames } from './actors/walker.ts';

/** Names of the kinematic bodies that movers place anew at each physics step. */
export function movedBodies({ robot, actors }: Episode): ReadonlySet<string> {
  const names: string[] = [];
  if (robot?.kind === 'pusher') names.push(robot.body);
  if (robot?.kind === 'car') names.push(...robot.car.wheels);
  for (const actor of actors) {
    if (actor.kind === 'car') names.push(...actor.car.wheels);
    else names.push(actor.trunk, ...limbNames(actor));
  }
  return new Set(names);
}
