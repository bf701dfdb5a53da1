import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInside, parseShard, type ShardRecord, shardText } from '#src/dataset/shard-record.ts';

const HASH = 'ab'.repeat(32);
const RECORD: ShardRecord = {
  episode: 'free-fall-000012',
  planSha256: HASH,
  files: [
    { path: 'episode.json', bytes: 10, sha256: HASH },
    { path: 'front/rgb.mp4', bytes: 2000, sha256: HASH, frames: 48, framesSha256: HASH },
  ],
};

describe('a commit', () => {
  it('is read as it was written', () => {
    expect(parseShard(shardText(RECORD), 'a test')).toEqual(RECORD);
  });

  it('is found out when any one character of it is changed', () => {
    const text = shardText(RECORD);
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom('0', '1', 'a', ' ', '"', '\n', '}'),
        (at, character) => {
          fc.pre(text[at] !== character);
          expect(() => parseShard(text.slice(0, at) + character + text.slice(at + 1), 'x.json')).toThrow(
            /x\.json/,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('may say why there is no episode, and then has no files', () => {
    const discarded = {
      episode: 'push-000003-cf2',
      planSha256: RECORD.planSha256,
      files: [],
      discarded: 'no',
    };
    expect(parseShard(shardText(discarded), 'x.json')).toEqual(discarded);
  });

  it('is found out when it is cut short', () => {
    const text = shardText(RECORD);
    for (const end of [0, 1, 100, text.length - 1]) {
      expect(() => parseShard(text.slice(0, end), 'x.json')).toThrow(
        expect.objectContaining({ code: 'dataset/damaged' }),
      );
    }
  });

  it('may not name a file outside its folder', () => {
    for (const path of [
      '../other/episode.json',
      '/etc/passwd',
      'a//b',
      './a',
      'front/../../x',
      'C:\\x',
      'a\\b',
      '',
    ]) {
      expect(() => checkInside(path, 'x.json')).toThrow(expect.objectContaining({ code: 'path/outside' }));
    }
    const [first] = RECORD.files;
    const leading = shardText({
      ...RECORD,
      files: [{ ...(first as (typeof RECORD.files)[0]), path: '../../../x' }],
    });
    expect(() => parseShard(leading, 'x.json')).toThrow(expect.objectContaining({ code: 'path/outside' }));
  });
});
