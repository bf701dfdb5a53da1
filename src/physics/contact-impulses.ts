import type { Episode } from '../core/episode.ts';
import type { BuiltWorld } from './build-world.ts';
import type { ContactEvent } from './contact-tracker.ts';

/** What two bodies exerted on each other so far, while they have touched, N·s; `a` < `b` by code unit. */
export type PairImpulse = { readonly a: string; readonly b: string; readonly impulse: number };

/** What the engine tells of a pair of colliders after a step. */
type ForceEvent = {
  collider1(): number;
  collider2(): number;
  totalForceMagnitude(): number;
};

/** Sums normal impulses over contacts. */
export type ContactImpulses = {
  /** Takes in one pair of colliders; plain numbers only, as it is called for each of them in each step. */
  collect(event: ForceEvent): void;
  /** The event; with the sum, which is then forgotten, where a contact ends. */
  complete(event: ContactEvent): ContactEvent;
  sums(): readonly PairImpulse[];
};

/**
 * The impulses of an episode's contacts.
 *
 * @param from - What has been summed; empty at the start of an episode.
 */
export function createContactImpulses(
  { bodies: described, physicsRate }: Episode,
  { bodies }: Pick<BuiltWorld, 'bodies'>,
  from: readonly PairImpulse[],
): ContactImpulses {
  const names = described.map(({ name }) => name).sort();
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const placeOfCollider = new Map<number, number>();
  bodies.forEach((body, i) => {
    const place = placeOf.get(described[i]?.name ?? '') as number;
    for (let c = 0; c < body.numColliders(); c++) placeOfCollider.set(body.collider(c).handle, place);
  });
  const count = names.length;
  const keyOf = (p: number, q: number): number => (p < q ? p * count + q : q * count + p);
  const keyOfNames = (a: string, b: string): number =>
    keyOf(placeOf.get(a) as number, placeOf.get(b) as number);
  const sums = new Map(from.map(({ a, b, impulse }) => [keyOfNames(a, b), impulse]));
  return {
    collect(event) {
      const p = placeOfCollider.get(event.collider1()) as number;
      const q = placeOfCollider.get(event.collider2()) as number;
      const key = keyOf(p, q);
      sums.set(key, (sums.get(key) ?? 0) + event.totalForceMagnitude() / physicsRate);
    },
    complete(event) {
      if (event.kind !== 'contact_end') return event;
      const key = keyOfNames(event.a, event.b);
      const impulse = sums.get(key) ?? 0;
      sums.delete(key);
      return { ...event, impulse };
    },
    sums: () =>
      [...sums].map(([key, impulse]) => ({
        ...{ a: names[Math.floor(key / count)] as string, b: names[key % count] as string },
        impulse,
      })),
  };
}
