import type { Episode } from '../core/episode.ts';
import type { BuiltWorld } from './build-world.ts';

/** Two bodies began or ceased to touch during physics step `step` (from 1); `a` < `b` by code unit. */
export type ContactEvent = {
  readonly kind: 'contact_begin' | 'contact_end';
  readonly step: number;
  readonly a: string;
  readonly b: string;
  /** Of a `contact_end`: the sum of the normal impulses while they touched, N·s. */
  readonly impulse?: number;
};

/** Bodies that touch, and by how many pairs of colliders; `a` < `b` by code unit. */
export type Touching = { readonly a: string; readonly b: string; readonly pairs: number };

/** Tells of bodies what the engine tells of their colliders. */
export type ContactTracker = {
  /** Takes in what the engine tells of one pair of colliders. */
  collect(colliderA: number, colliderB: number, started: boolean): void;
  /** What that came to for bodies in the step, in no order: a pair once, however many colliders it has. */
  endStep(step: number): ContactEvent[];
  touching(): readonly Touching[];
};

/**
 * A tracker of an episode's contacts.
 *
 * @param from - What touched; empty at the start of an episode.
 */
export function createContactTracker(
  episode: Episode,
  { bodies }: Pick<BuiltWorld, 'bodies'>,
  from: readonly Touching[],
): ContactTracker {
  const nameOf = new Map<number, string>();
  bodies.forEach((body, i) => {
    for (let c = 0; c < body.numColliders(); c++) {
      nameOf.set(body.collider(c).handle, episode.bodies[i]?.name ?? '');
    }
  });
  const key = (a: string, b: string): string => `${a} ${b}`;
  const counts = new Map(from.map((pair) => [key(pair.a, pair.b), pair]));
  /** Pairs that changed in this step, and by how many they touched before it. */
  let changed = new Map<string, number>();
  return {
    collect(colliderA, colliderB, started) {
      const names = [nameOf.get(colliderA) as string, nameOf.get(colliderB) as string].sort();
      const [a, b] = names as [string, string];
      const before = counts.get(key(a, b)) ?? { a, b, pairs: 0 };
      if (!changed.has(key(a, b))) changed.set(key(a, b), before.pairs);
      counts.set(key(a, b), { a, b, pairs: before.pairs + (started ? 1 : -1) });
    },
    endStep(step) {
      if (changed.size === 0) return [];
      const events: ContactEvent[] = [];
      for (const [pair, before] of changed) {
        const { a, b, pairs } = counts.get(pair) as Touching;
        if (before === 0 && pairs > 0) events.push({ kind: 'contact_begin', step, a, b });
        if (before > 0 && pairs === 0) events.push({ kind: 'contact_end', step, a, b });
        if (pairs === 0) counts.delete(pair);
      }
      changed = new Map();
      return events;
    },
    touching: () => [...counts.values()],
  };
}
