import { ToolkitError } from '../core/error.ts';
import {
  PASSWORD_VARIABLE,
  parseQueueAddress,
  type QueueAddress,
} from '../dataset/runner/queue/queue-address.ts';

const wrong = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);

/**
 * A parser of whole numbers for one flag.
 *
 * @throws {@link ToolkitError} `argument/invalid` outside `low`…`high` (both included).
 */
export function wholeNumber(flag: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < low || value > high) {
      throw wrong(
        `${flag} must be a whole number from ${low} to ${high}`,
        text,
        `Give ${flag} such a number.`,
      );
    }
    return value;
  };
}

/**
 * A parser of amounts for one flag.
 *
 * @throws {@link ToolkitError} `argument/invalid` for what is no number above 0.
 */
export function amount(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
    throw wrong(`${flag} must be a number above 0`, text, `Give ${flag} such a number.`);
  };
}

/**
 * A parser of amounts for one flag, none among them.
 *
 * @throws {@link ToolkitError} `argument/invalid` for what is no number from 0 on.
 */
export function notNegative(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
    throw wrong(`${flag} must be a number of at least 0`, text, `Give ${flag} such a number.`);
  };
}

/** `WxH` in pixels; whether they can be drawn and encoded is the plan's to say. */
export function imageSize(text: string): { width: number; height: number } {
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (match === null)
    throw wrong('--size must be WIDTHxHEIGHT in pixels', text, 'Write it like --size 128x128.');
  return { width: Number(match[1]), height: Number(match[2]) };
}

/** `i/n`: the i-th of n shards, counted from 1. */
export function shardOf(text: string): { index: number; count: number } {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || !(index >= 1 && index <= count)) {
    throw wrong('--shard must be i/n with 1 ≤ i ≤ n', text, 'Write it like --shard 1/4.');
  }
  return { index, count };
}

/**
 * A parser of one word out of a few.
 *
 * @throws {@link ToolkitError} `argument/invalid` for any other.
 */
export function oneOf<Word extends string>(flag: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) {
      throw wrong(`${flag} must be one of ${words.join(', ')}`, text, `Choose one of them for ${flag}.`);
    }
    return word;
  };
}

/** A comma-separated list without empty parts. */
export const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * A parser of some words out of a few, separated by commas.
 *
 * @throws {@link ToolkitError} `argument/invalid` for any other.
 */
export function someOf<Word extends string>(flag: string, words: readonly Word[]): (text: string) => Word[] {
  const one = oneOf(flag, words);
  return (text) => commaList(text).map(one);
}

/** Collects the values of a flag that may be given several times. */
export const repeated = (text: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  text,
];

/**
 * A parser of `name=share,…` for one flag.
 *
 * @param example - What it may look like.
 */
export const shares =
  (flag: string, example: string) =>
  (text: string): Record<string, number> => {
    const pairs = commaList(text).map((part) => /^([a-z][a-z0-9_-]*)=(\d*\.?\d+)$/.exec(part));
    if (pairs.length === 0 || pairs.some((pair) => pair === null)) {
      throw wrong(`${flag} must be name=share pairs`, text, `Write it like ${flag} ${example}.`);
    }
    return Object.fromEntries(pairs.map((pair) => [pair?.[1] as string, Number(pair?.[2])]));
  };

/** `event`, or the number of a frame. */
export const branchMoment = (text: string): number | 'event' =>
  text === 'event' ? text : wholeNumber('--at', 0, 100_000)(text);

/**
 * The address of a queue; its password may stand in the environment instead.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export const queueAddress = (text: string): QueueAddress =>
  parseQueueAddress(text, process.env[PASSWORD_VARIABLE]);
