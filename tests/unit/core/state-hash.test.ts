import { expect, it } from 'vitest';
import type { WorldState } from '#src/core/episode.ts';
import { hashBytes, stateHash } from '#src/core/state-hash.ts';

const state = (changes: Partial<WorldState> = {}): WorldState => ({
  step: 3,
  positions: Float64Array.of(1, 2, 3),
  orientations: Float64Array.of(0, 0, 0, 1),
  linearVelocities: Float64Array.of(0, 0, -1),
  angularVelocities: Float64Array.of(0, 0, 0),
  ...changes,
});

it('hashes bytes as FNV-1a (64 bit) does', () => {
  // Source: the test vectors of draft-eastlake-fnv, appendix C.
  const of = (text: string): string => hashBytes(new TextEncoder().encode(text));
  expect([of(''), of('a'), of('foobar')]).toEqual([
    'cbf29ce484222325',
    'af63dc4c8601ec8c',
    '85944171f73967e8',
  ]);
});

it('agrees with a slow twin in whole numbers of any size', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 131 + 7) % 256);
  let slow = 0xcbf29ce484222325n;
  for (const byte of bytes) slow = BigInt.asUintN(64, (slow ^ BigInt(byte)) * 0x100000001b3n);
  expect(hashBytes(bytes)).toBe(slow.toString(16).padStart(16, '0'));
});

it('tells states apart by their smallest bit, and by their step', () => {
  expect(stateHash(state())).toBe(stateHash(state()));
  expect(stateHash(state({ step: 4 }))).not.toBe(stateHash(state()));
  const nudged = state({ positions: Float64Array.of(1, 2, 3 + 2 ** -51) });
  expect(stateHash(nudged)).not.toBe(stateHash(state()));
});
