import type { Episode } from '../core/episode.ts';
import { createTraffic } from './actors/traffic.ts';
import type { BuiltWorld } from './build-world.ts';
import { createDisturber } from './disturber.ts';
import { createHand, type HandMover } from './hand.ts';
import { createLawBreaker, type LawBreaker } from './law-breaker.ts';
import { createRobotController } from './robots/robot-controller.ts';

/**
 * Moves bodies beyond what the laws do: a robot's controller, a driver. Whatever it knows beside the engine is
 * its state, plain data that can be cloned: from it and the engine's snapshot it must go on to the bit.
 */
export type Mover<State = unknown> = {
  /** Called before each physics step. */
  advance(): void;
  state(): State;
};

/** Moves a robot as it is told. */
export type RobotController<State = unknown> = Mover<State> & {
  /** An action that keeps to the robot's spec; held until the next. */
  command(action: Float32Array): void;
};

/** Everything that moves bodies of an episode; `all` in the order in which it does. */
export type Movers = {
  readonly robot: RobotController | null;
  readonly lawBreaker: LawBreaker | null;
  readonly hand: HandMover;
  readonly all: readonly Mover[];
};

/**
 * The movers of an episode in its world.
 *
 * @param from - Their states as `all` had them; `null` at the start of an episode.
 */
export function createMovers(episode: Episode, built: BuiltWorld, from: readonly unknown[] | null): Movers {
  const all: Mover[] = [];
  const add = <M extends Mover>(create: (state: unknown) => M | null): M | null => {
    const mover = create(from?.[all.length] ?? null);
    if (mover !== null) all.push(mover);
    return mover;
  };
  const { violation, disturbances } = episode;
  const robot = add((state) => createRobotController(episode, built, state));
  add((state) => createTraffic(episode, built, state as Parameters<typeof createTraffic>[2]));
  if (disturbances !== undefined) {
    add((state) =>
      createDisturber(disturbances, episode, built, state as Parameters<typeof createDisturber>[3]),
    );
  }
  const lawBreaker =
    violation === undefined ? null : add((state) => createLawBreaker(violation, episode, built, state));
  const hand = createHand(episode, built, from?.[all.length] ?? null);
  all.push(hand);
  return { robot, lawBreaker, hand, all };
}
