import type { Thing } from '../things.ts';
import type { Reading } from './reading.ts';

/** Of all that is named, as many as are meant must do as is said. */
export function claimOfEach(
  { mentions, faults }: Reading,
  what: string,
  holds: (thing: Thing) => boolean,
): void {
  for (const { text, meant, things } of mentions)
    if (things.filter((thing) => thing.row >= 0 && holds(thing)).length < meant)
      faults.push(`"${text}" ${what} not`);
}

/** Of what is named first, one must do as is said. */
export function claim(
  { mentions: [first], faults }: Reading,
  what: string,
  holds: (thing: Thing) => boolean,
): void {
  if (first !== undefined && !first.things.some((thing) => thing.row >= 0 && holds(thing)))
    faults.push(`no "${first.text}" ${what}`);
}

/** Two different things of those named must do as is said. */
export function claimPair(
  { mentions: [one, other], faults }: Reading,
  what: string,
  holds: (a: Thing, b: Thing) => boolean,
): void {
  const pairs =
    one?.things.flatMap((a) => (other?.things ?? []).filter((b) => b !== a).map((b) => [a, b] as const)) ??
    [];
  if (!pairs.some(([a, b]) => holds(a, b)))
    faults.push(`"${one?.text}" does not so ${what} "${other?.text}"`);
}
