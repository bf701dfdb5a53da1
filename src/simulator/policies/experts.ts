import type { Episode } from '../../core/episode.ts';
import { drawerExpert } from './arm/drawer-expert.ts';
import { placeExpert } from './arm/place-expert.ts';
import { reachExpert } from './arm/reach-expert.ts';
import { driveExpert } from './drive-expert.ts';
import { humanoidReachExpert, standExpert } from './humanoid-expert.ts';
import { navigateExpert } from './navigate-expert.ts';
import type { PolicyFactory } from './policy.ts';
import { pushExpert } from './push-expert.ts';

/** Somebody who knows how a task is done, and how it goes wrong. */
export type Expert = {
  readonly policy: PolicyFactory;
  /** How much `noisy` adds to an element at most, as a share of half its range. */
  readonly noise: number;
  /** What may come over it, at some moment of that span, seconds: `failing` takes one of them. */
  readonly mistakes: readonly PolicyFactory[];
  readonly mistakeTime: readonly [earliest: number, latest: number];
};

/** By robot and task, or by robot alone where one expert knows all of its tasks. */
const EXPERTS: Readonly<Record<string, Expert>> = {
  'arm/open_drawer': drawerExpert,
  'arm/place': placeExpert,
  'arm/reach': reachExpert,
  'arm/stack': placeExpert,
  'base/navigate': navigateExpert,
  car: driveExpert,
  'humanoid/reach': humanoidReachExpert,
  'humanoid/stand': standExpert,
  'pusher/push_to_goal': pushExpert,
};

/** Who knows how an episode's task is done; `null` where nobody does. */
export function expertOf({ robot, task }: Episode): Expert | null {
  if (robot === null) return null;
  return EXPERTS[`${robot.kind}/${task?.name}`] ?? EXPERTS[robot.kind] ?? null;
}
