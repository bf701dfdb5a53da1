import { describe, expect, it } from 'vitest';
import { parseByteRange } from '#src/server/byte-range.ts';

describe('a Range header', () => {
  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=10-', 10, 99],
    ['bytes=-10', 90, 99],
    ['bytes=-1000', 0, 99],
    ['bytes=50-1000', 50, 99],
    ['bytes=99-99', 99, 99],
  ])('%s of 100 bytes is one range', (header, start, end) => {
    expect(parseByteRange(header, 100)).toEqual({ start, end });
  });

  it.each([
    'bytes=100-',
    'bytes=-0',
    'bytes=-',
    'bytes=9-3',
    'bytes=0-1,5-6',
    'bytes=0-1, 5-6',
    'lines=0-1',
    'bytes=0x0-1',
    'bytes=-5-',
    'bytes=0-99999999999999999999999',
    '',
  ])('%j is none', (header) => {
    expect(parseByteRange(header, 100)).toBeNull();
  });

  it('has no place in an empty file', () => {
    expect(parseByteRange('bytes=0-', 0)).toBeNull();
    expect(parseByteRange('bytes=-1', 0)).toBeNull();
  });
});
