import { claim } from './claims.ts';
import { readEvent } from './event-rules.ts';
import type { ClipMeasures } from './measure-clip.ts';
import { isFastest } from './measure-motions.ts';
import { measures, standsAt } from './measure-sights.ts';
import { type Mention, readMentions } from './read-mentions.ts';
import { type Reading, take } from './reading.ts';
import { SCENE_RULES } from './scene-rules.ts';
import type { Span } from './span.ts';

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
