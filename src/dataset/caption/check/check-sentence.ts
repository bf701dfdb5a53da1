import type { Thing } from '../things.ts';
import {
  bounces,
  goes,
  isFastest,
  isSeen,
  isSeenThrough,
  measures,
  meets,
  missesAt,
  movesThen,
  rests,
  type Span,
  standsAt,
  topples,
  turnsBack,
  turnsUp,
} from './measure-claims.ts';
import type { ClipMeasures } from './measure-clip.ts';
import { type Mention, readMentions } from './read-mentions.ts';
import { type Reading, take } from './reading.ts';
import { SCENE_RULES } from './scene-rules.ts';

/** Words that claim nothing. */
const FILLER = new Set(
  (
    'the a an and is are it its we one also sees see there in view visible seen shown shows show has have holds to be picture ' +
    'video frame scene camera clip beside that besides addition likewise with of on as well too all'
  ).split(' '),
);

const SPEED =
  /,? (?:reaching|getting to|at up to|at no more than|at speeds of up to) (?:about|around|roughly|some) (\d+\.\d) (?:metres per second|m\/s)/;
const SIZE =
  /,? (?:measuring |standing )?(?:about|around|roughly|some|close to) (\d+(?:\.\d)?) (c?m) (long|in length|at its longest|along its longest side|tall|high|in height|across|wide|in diameter),?/;
const WHOLE =
  /\b(?:throughout|the whole time|all the while|from beginning to end|all along|(?:during|over|in) the whole (?:clip|video))\b/;
const BETWEEN = /\b(?:from|between)(?: second)? (\d+\.\d) (?:to|and)(?: second)? (\d+\.\d)(?: seconds)?/;
const MOMENT = /\b(?:at|at about|after|some)(?: second)? (\d+\.\d)(?: seconds(?: in)?)?\b/;

const WAYS: readonly (readonly [way: string, pattern: RegExp])[] = [
  ['left', /\b(?:to the left|towards the left|leftwards)\b/],
  ['right', /\b(?:to the right|towards the right|rightwards)\b/],
  ['towards', /\b(?:towards|closer to) the (?:camera|viewer)\b/],
  ['away', /\b(?:away|farther) from the (?:camera|viewer)\b/],
  [
    'down',
    /\b(?:(?:goes|comes|moves|falls|drops) down|falls|drops|plunges|descends|down(?:wards)?)\b(?! over)/,
  ],
  ['up', /\b(?:rises|climbs|goes up|ascends|comes up|moves up|up(?:wards)?)\b/],
];

/** Reads one sentence and finds what is not so. */
export function checkSentence(sentence: string, clip: ClipMeasures): readonly string[] {
  const start = { rest: ` ${sentence.replace(/\.$/, '').replace(/^./, (letter) => letter.toLowerCase())} ` };
  const speed = take(start, SPEED);
  const size = take(start, SIZE);
  const span = readSpan(start, clip);
  const { mentions, rest } = readMentions(start.rest, clip);
  const reading: Reading = { clip, mentions, span, faults: [], rest };
  for (const mention of mentions) checkCount(mention, reading);
  const told = readScene(reading) || readEvent(reading);
  if (!told) readPresence(reading, size);
  if (speed !== null) {
    const value = Number(speed[1]);
    claim(reading, `reaches ${value} m/s`, (thing) =>
      isFastest(clip, thing, value, span ?? [0, clip.duration]),
    );
  }
  const words = reading.rest.match(/[a-z0-9-]+/g) ?? [];
  const unread = words.filter((word) => !FILLER.has(word));
  if (unread.length > 0) reading.faults.push(`"${unread.join(' ')}" could not be read`);
  return reading.faults;
}

function readSpan(reading: Pick<Reading, 'rest'>, { duration }: ClipMeasures): Span | null {
  if (take(reading, WHOLE) !== null) return [0, duration];
  const between = take(reading, BETWEEN);
  if (between !== null) return [Number(between[1]), Number(between[2])];
  const moment = take(reading, MOMENT);
  return moment === null ? null : [Number(moment[1]), Number(moment[1])];
}

function checkCount({ text, count, kind, things, sure }: Mention, { faults }: Reading): void {
  if (things.length === 0) faults.push(`no "${text}" is seen`);
  else if (kind === 'the' ? sure.length > 1 : count < sure.length || count > things.length)
    faults.push(`"${text}": ${sure.length} to ${things.length} are seen`);
}

/** Of all that is named, as many as are meant must do as is said. */
function claimOfEach({ mentions, faults }: Reading, what: string, holds: (thing: Thing) => boolean): void {
  for (const { text, meant, things } of mentions)
    if (things.filter((thing) => thing.row >= 0 && holds(thing)).length < meant)
      faults.push(`"${text}" ${what} not`);
}

/** Of what is named first, one must do as is said. */
function claim({ mentions: [first], faults }: Reading, what: string, holds: (thing: Thing) => boolean): void {
  if (first !== undefined && !first.things.some((thing) => thing.row >= 0 && holds(thing)))
    faults.push(`no "${first.text}" ${what}`);
}

const readScene = (reading: Reading): boolean =>
  SCENE_RULES.some(({ pattern, check }) => {
    if (!pattern.test(reading.rest)) return false;
    check(reading);
    return true;
  });

function readPresence(reading: Reading, size: RegExpExecArray | null): void {
  if (reading.mentions.length === 0) reading.faults.push('it says nothing that could be checked');
  if (size !== null) {
    const rounding = size[2] === 'cm' ? 0.01 : 0.1;
    const length = Number(size[1]) * (size[2] === 'cm' ? 0.01 : 1);
    claim(reading, `measures ${length} m`, (thing) => measures(thing, length, rounding));
  }
  const side =
    take(reading, /(?:on|at|to|towards) the (left|right)(?: of the (?:picture|frame|view)| side)?/) ??
    take(reading, /(?:in|within) the (left|right) part of the (?:picture|frame|view)/) ??
    take(reading, /(?:in|near|around|close to) the (middle|centre)(?: of the (?:picture|frame|view))?/);
  if (side !== null)
    claim(reading, `is seen at the ${side[1]}`, (thing) => standsAt(reading.clip, thing, side[1] as string));
}

type EventRule = { readonly pattern: RegExp; readonly check: (reading: Reading, span: Span) => void };

/** Two different things of those named must do as is said. */
function claimPair(
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

const EVENT_RULES: readonly EventRule[] = [
  {
    pattern: /\b(?:hits|strikes|bumps into|collides with|runs into|knocks into)\b/,
    check: (reading, [at]) =>
      claimPair(
        reading,
        'hit',
        (a, b) =>
          meets(reading.clip, a, b, at, 0.3) &&
          isSeen(reading.clip, a, [at, at]) &&
          isSeen(reading.clip, b, [at, at]),
      ),
  },
  {
    pattern:
      /\b(?:touches|comes into contact with|makes contact with|meets|comes to touch|gets in touch with)\b/,
    check: (reading, [at]) => claimPair(reading, 'touch', (a, b) => meets(reading.clip, a, b, at, 0)),
  },
  {
    pattern: /\b(?:narrowly|barely|only just|just) (?:misses|avoids)\b/,
    check: (reading, [at]) => claimPair(reading, 'miss', (a, b) => missesAt(reading.clip, a, b, at)),
  },
  {
    pattern: /\b(?:comes into view|appears|comes into sight|becomes visible|enters the view)\b/,
    check: (reading, [at]) => claim(reading, 'appears then', (thing) => turnsUp(reading.clip, thing, at, 1)),
  },
  {
    pattern: /\b(?:goes out of view|goes out of sight|leaves the view|is seen no more|is lost from view)\b/,
    check: (reading, [at]) => claim(reading, 'leaves then', (thing) => turnsUp(reading.clip, thing, at, -1)),
  },
  {
    pattern: /\b(?:topples over|topples|tips over|falls over|keels over|overturns)\b/,
    check: (reading, span) => claim(reading, 'topples then', (thing) => topples(reading.clip, thing, span)),
  },
  {
    pattern:
      /\b(?:stays? still|(?:does|do) not move|remains? at rest|stays? in place|keeps? (?:its place|their places)|rests? where (?:it is|they are))\b/,
    check: (reading) => claimOfEach(reading, 'stays', (thing) => rests(reading.clip, thing)),
  },
  {
    pattern: /\b(?:can be seen|is to be seen|remains visible|stays in view)\b/,
    check: (reading, span) =>
      claim(reading, 'is seen all that time', (thing) => isSeenThrough(reading.clip, thing, span)),
  },
  {
    pattern: /\b(?:swings|moves|goes|sways|travels) (?:back and forth|to and fro)\b/,
    check: (reading, span) =>
      claim(
        reading,
        'goes to and fro',
        (thing) => turnsBack(reading.clip, thing, 'level', span) >= 2 && movesThen(reading.clip, thing, span),
      ),
  },
  {
    pattern: /\b(?:moves|goes|travels|bobs|bounces) up and down(?: again and again)?\b/,
    check: (reading, span) =>
      claim(
        reading,
        'goes up and down',
        (thing) =>
          turnsBack(reading.clip, thing, 'upright', span) >= 2 && movesThen(reading.clip, thing, span),
      ),
  },
];

function readEvent(reading: Reading): boolean {
  const outcome = take(
    reading,
    /the (?:task|attempt|goal) (?:is (accomplished|achieved|completed|fulfilled|brought to success)|fails|has failed|comes to nothing|is failed|ends in failure)/,
  );
  if (outcome !== null) {
    checkOutcome(reading, outcome[1] === undefined ? 'failure' : 'success');
    return true;
  }
  for (const { pattern, check } of EVENT_RULES) {
    if (take(reading, pattern) === null) continue;
    if (reading.span === null) reading.faults.push('it does not say when');
    else check(reading, reading.span);
    return true;
  }
  return readWays(reading);
}

function checkOutcome({ clip: { request }, span, faults }: Reading, outcome: string): void {
  const { facts, window, camera, fps } = request;
  const time = (facts.outcomeTime ?? Number.NaN) - (window.start * camera.every) / fps;
  if (facts.outcome !== outcome) faults.push(`it came out otherwise: ${facts.outcome}`);
  else if (!(Math.abs(time - (span?.[0] ?? Number.NaN)) < 0.06)) faults.push(`it came out at ${time} s`);
}

/** Where something goes, and whether it bounces. */
function readWays(reading: Reading): boolean {
  const { span, clip } = reading;
  if (span === null || reading.mentions.length !== 1) return false;
  if (take(reading, /,? (?:bouncing on the way|bouncing as it goes|with a bounce on the way),?/) !== null)
    claim(reading, 'bounces then', (thing) => bounces(clip, thing, span));
  const ways = WAYS.filter(([, pattern]) => take(reading, pattern) !== null).map(([way]) => way);
  take(reading, /\b(?:moves|travels|goes|heads|makes its way|shifts)\b/);
  if (ways.length === 0) return false;
  claim(reading, `goes ${ways.join(' and ')}`, (thing) => ways.every((way) => goes(clip, thing, way, span)));
  claim(reading, 'begins and ends then', (thing) => movesThen(clip, thing, span));
  claim(reading, 'is seen then', (thing) => isSeen(clip, thing, span));
  return true;
}
