import type { Rng } from '../../core/rng.ts';
import type { Happening, Way } from './happening.ts';
import type { Namer } from './namer.ts';
import { say } from './phrase.ts';
import { PHRASINGS } from './phrasings.ts';
import type { Thing } from './things.ts';

/** What sentences about happenings need to know. */
export type Telling = {
  readonly namer: Namer;
  readonly things: ReadonlyMap<string, Thing>;
  /** Of the window, seconds. */
  readonly duration: number;
  readonly rng: Rng;
};

/** How much a happening matters; from the most on, as many are told as there is room for. */
export function weightOf(happening: Happening, things: Telling['things']): number {
  switch (happening.kind) {
    case 'outcome':
      return 9;
    case 'near_miss':
      return 8;
    case 'contact':
      return (things.get(happening.other)?.moves ? 6 : 4) - (happening.hard ? 0 : 3);
    case 'rest':
    case 'present':
      return 2;
    default:
      return 5;
  }
}

const WAY_WORDS: Readonly<Record<Way, readonly string[]>> = {
  left: ['to the left', 'towards the left', 'leftwards'],
  right: ['to the right', 'towards the right', 'rightwards'],
  up: ['up', 'upwards'],
  down: ['down', 'downwards'],
  towards: ['towards the camera', 'closer to the camera', 'towards the viewer'],
  away: ['away from the camera', 'away from the viewer', 'farther from the camera'],
};

const seconds = (time: number): string => time.toFixed(1);

/** When it happens, as words that a sentence begins or ends with. */
function whenOf({ start, end }: Happening, { duration, rng }: Telling): string {
  if (end - start < 0.05) return say(PHRASINGS.moment, rng, { start: seconds(start) });
  if (start < 0.11 && end > duration - 0.11) return say(PHRASINGS.whole, rng);
  return say(PHRASINGS.when, rng, { start: seconds(start), end: seconds(end) });
}

/** What happens, in a clause without capital and stop. */
export function tell(happening: Happening, telling: Telling): string {
  const { namer, things, rng } = telling;
  const when = whenOf(happening, telling);
  if (happening.kind === 'outcome') return say(PHRASINGS[happening.outcome], rng, { when });
  if (happening.kind === 'rest') return tellRest(happening.things, when, telling);
  const name = (of: string): string => namer.one(things.get(of) as Thing);
  const thing = name(happening.thing);
  switch (happening.kind) {
    case 'shift':
      return tellShift(happening, { when, thing }, telling);
    case 'swing':
      return say(happening.along === 'level' ? PHRASINGS.swing_level : PHRASINGS.swing_upright, rng, {
        when,
        thing,
      });
    case 'contact':
    case 'near_miss': {
      const other = name(happening.other);
      const way = happening.kind === 'near_miss' ? 'near_miss' : happening.hard ? 'hit' : 'touch';
      const another = other === thing ? other.replace('one of', 'another of') : other;
      return say(PHRASINGS[way], rng, { when, thing, other: another });
    }
    default:
      return say(PHRASINGS[happening.kind], rng, { when, thing });
  }
}

function tellRest(resting: readonly string[], when: string, { namer, things, rng }: Telling): string {
  const thing = namer.each(resting.map((name) => things.get(name) as Thing));
  return say(resting.length === 1 ? PHRASINGS.rest : PHRASINGS.rest_together, rng, { when, thing });
}

/** The speed of something that falls at least 5 cm, m/s. */
const FALLING = 1;

function tellShift(
  { thing: name, ways: [first, ...more], speed, bounces }: Extract<Happening, { kind: 'shift' }>,
  slots: { readonly when: string; readonly thing: string },
  { things, rng }: Telling,
): string {
  const words = (way: Way): string => rng.choice(WAY_WORDS[way]);
  const fast = speed < 0.1 ? '' : say(PHRASINGS.speed, rng, { number: speed.toFixed(1) });
  // What is slow or goes to a side as well is led or rolls, and a robot lowers itself.
  const straight = first === 'down' && more.length === 0;
  const falls = straight && speed >= FALLING && things.get(name)?.kind === 'body';
  const down = falls ? PHRASINGS.fall : PHRASINGS.sink;
  const upright = first === 'down' ? down : first === 'up' ? PHRASINGS.rise : null;
  const told = (upright === null ? [first as Way, ...more] : more).map(words).join(' and ');
  const ways = upright === null || told === '' ? told : ` ${told}`;
  const bounce = bounces && things.get(name)?.kind === 'body' ? say(PHRASINGS.bounce, rng) : '';
  return say(upright ?? PHRASINGS.shift, rng, { ...slots, ways, speed: `${bounce}${fast}` });
}
