import { claim, claimOfEach, claimPair } from './claims.ts';
import { meets, missesAt } from './measure-meetings.ts';
import { bounces, goes, movesThen, rests, topples, turnsBack } from './measure-motions.ts';
import { isSeen, isSeenThrough, turnsUp } from './measure-sights.ts';
import { type Reading, take } from './reading.ts';
import type { Span } from './span.ts';

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

type EventRule = { readonly pattern: RegExp; readonly check: (reading: Reading, span: Span) => void };

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

/** Reads what happens, if the sentence says that something does. */
export function readEvent(reading: Reading): boolean {
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
