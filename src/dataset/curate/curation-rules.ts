import { ToolkitError } from '../../core/error.ts';
import type { ClipNumbers } from './clip-numbers.ts';
import type { Reason, Removal } from './curation.ts';

/** What a clip must be to stay. */
export type CurationRules = {
  /** Frames, at least. */
  readonly minFrames: number;
  /** Metres a second that no body may exceed: beyond lies what only a solver's fault gives. */
  readonly maxSpeed: number;
  /** `brightness`, at least. */
  readonly minBrightness: number;
  /** `visible`, at least. */
  readonly minVisible: number;
  /** `motion`, at least; picture heights a second. */
  readonly minMotion: number;
  /** Near-duplicates are at most so far apart, root mean square over bodies and moments, metres … */
  readonly duplicateDistance: number;
  /** … and look at most so much apart, by the hashes of three pictures, 0…1. */
  readonly duplicateLook: number;
  /** Most episodes of a scene and an outcome, as a multiple of the rarest such group of the split; `null` for any. */
  readonly balance: number | null;
};

/** The rules unless others are asked for. */
export const RULE_DEFAULTS: CurationRules = {
  minFrames: 16,
  maxSpeed: 25,
  minBrightness: 0.06,
  minVisible: 0.3,
  minMotion: 0.01,
  duplicateDistance: 0.01,
  duplicateLook: 0.15,
  balance: null,
};

/** What the rules may be. */
const RANGES: Readonly<Record<keyof CurationRules, readonly [low: number, high: number]>> = {
  minFrames: [0, 1_000_000],
  maxSpeed: [0, 1_000_000],
  minBrightness: [0, 1],
  minVisible: [0, 1],
  minMotion: [0, 1000],
  duplicateDistance: [0, 1000],
  duplicateLook: [0, 1],
  balance: [1, 1_000_000],
};

/** Fills in the defaults. @throws {@link ToolkitError} `argument/invalid` for a limit that can be none. */
export function curationRules(asked: Partial<CurationRules>): CurationRules {
  const rules = { ...RULE_DEFAULTS, ...asked };
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const value = rules[name as keyof CurationRules];
    if (value === null || (value >= low && value <= high)) continue;
    throw new ToolkitError(
      'argument/invalid',
      `A curation's ${name} must be from ${low} to ${high}, got ${value}.`,
      `Give a ${name} in that range.`,
    );
  }
  return rules;
}

/** The first rule of one clip alone that it breaks; `null` where it keeps them all. */
export function judgeClip(numbers: ClipNumbers, rules: CurationRules): Removal | null {
  const { frames, speed, brightness, visible, motion } = numbers;
  const broken: readonly (readonly [boolean, Reason, number, number])[] = [
    [frames < rules.minFrames, 'too short', frames, rules.minFrames],
    [speed > rules.maxSpeed, 'exploding', speed, rules.maxSpeed],
    [(brightness ?? 1) < rules.minBrightness, 'dark', brightness ?? 1, rules.minBrightness],
    [visible < rules.minVisible, 'off-screen', visible, rules.minVisible],
    [motion < rules.minMotion, 'static', motion, rules.minMotion],
  ];
  const found = broken.find(([breaks]) => breaks);
  if (found === undefined) return null;
  const [, reason, value, limit] = found;
  return { reason, value, limit };
}
