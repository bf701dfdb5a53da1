import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hand } from '#src/core/hand.ts';
import type { Recording } from '#src/core/recording.ts';
import { formatRecording, MAX_COMMANDS, parseRecording } from '#src/scene/recording-file.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const point = fc.tuple(number, number, number);
const hand: fc.Arbitrary<Hand> = fc.oneof(
  fc.record({ kind: fc.constant('pull' as const), body: fc.string(), point, target: point }),
  fc.record({ kind: fc.constant('push' as const), body: fc.string(), point, impulse: point }),
);
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const commands = fc.integer({ min: 0, max: 5 }).chain((length) =>
  fc.array(
    fc.record({
      action: length === 0 ? fc.constant(null) : fc.array(float, { minLength: length, maxLength: length }),
      hand: fc.option(hand),
    }),
    { minLength: 1, maxLength: 10 },
  ),
);
const recordings: fc.Arbitrary<Recording> = fc.record({
  scene: fc.string(),
  seed: fc.maxSafeNat(),
  fps: fc.integer({ min: 1, max: 240 }),
  parameters: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.oneof(number, fc.string())),
  commands,
});

const text = (changes: object): string =>
  JSON.stringify({
    ...{ version: 1, scene: 'push', seed: 0, fps: 30, parameters: {} },
    ...{ commands: [{ action: [0, 0], hand: null }], ...changes },
  });
const held = { kind: 'pull', body: 'box_1', point: [0, 0, 0], target: [0, 0, 1] };
const command = (changes: object) => ({ action: null, hand: null, ...changes });

describe('the file of a recording', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        expect(parseRecording(formatRecording(recording), 'a test')).toEqual(recording);
      }),
    );
  });

  it('has a line a command', () => {
    const recording = parseRecording(text({ commands: [command({}), command({ hand: held })] }), 'a test');
    expect(formatRecording(recording).split('\n')).toEqual([
      '{"version":1,"scene":"push","seed":0,"fps":30,"parameters":{},"commands":[',
      '{"action":null,"hand":null},',
      `{"action":null,"hand":${JSON.stringify(held)}}`,
      ']}',
      '',
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['what is not JSON', 'robot', /a\.json must be a recording .*it is not JSON/],
    ['a later version', text({ version: 2 }), /at version/],
    ['nothing done', text({ commands: [] }), /at commands/],
    [
      'more than an hour',
      text({ commands: Array.from({ length: MAX_COMMANDS + 1 }, () => command({})) }),
      /at commands/,
    ],
    ['half a seed', text({ seed: 0.5 }), /at seed/],
    [
      'a number that is none',
      text({ commands: [command({ action: [8] })] }).replace('[8]', '[1e999]'),
      /commands\[0\]\.action\[0\]/,
    ],
    [
      'a hand that does something else',
      text({ commands: [command({ hand: { ...held, kind: 'slap' } })] }),
      /at commands\[0\]\.hand/,
    ],
    [
      'a point of two numbers',
      text({ commands: [command({ hand: { ...held, point: [0, 0] } })] }),
      /hand\.point/,
    ],
    ['a field that nobody knows', text({ script: 'x' }), /at its top: .*script/],
    [
      'actions of two lengths',
      text({ commands: [command({ action: [0, 0] }), command({ action: [0] })] }),
      /commands\[0\]\.action is 2 numbers and commands\[1\]\.action is 1 numbers/,
    ],
    [
      'actions for a while',
      text({ commands: [command({ action: [0, 0] }), command({})] }),
      /commands\[1\]\.action is null/,
    ],
  ])('refuses %s', (_, given, words) => {
    const attempt = () => parseRecording(given, 'a.json');
    expect(attempt).toThrow(words);
    expect(attempt).toThrow(expect.objectContaining({ code: 'argument/invalid' }));
  });
});
