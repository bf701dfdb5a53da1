import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { asideName, commitDiscarded, commitEpisode, uncommit } from '#src/dataset/commit.ts';
import { parseShard } from '#src/dataset/shard-record.ts';
import { sha256 } from '#src/media/sha256.ts';

const folder = mkdtempSync(join(tmpdir(), 'worldwright-commit-'));
const [dir, staging] = [join(folder, 'data'), join(folder, 'staging')];
const EPISODE = 'push-000000';
const FILES = { 'episode.json': '{}\n', 'front/rgb.mp4': 'pictures' };
const record = {
  episode: EPISODE,
  planSha256: '0'.repeat(64),
  files: Object.entries(FILES).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: sha256(content),
  })),
};
const shard = join(dir, 'shards', `${EPISODE}.json`);
const pictures = join(dir, 'episodes', EPISODE, 'front', 'rgb.mp4');

beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder in the staging folder, as a worker leaves it. */
function made(): string {
  const at = asideName(staging, EPISODE);
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), content);
  }
  return at;
}

const commit = (): Promise<boolean> => commitEpisode(dir, staging, made(), record);

it('is done once, however many make the same episode at the same time', async () => {
  const committed = await Promise.all(Array.from({ length: 20 }, commit));
  expect(committed.filter((did) => did)).toHaveLength(1);
  expect(parseShard(readFileSync(shard, 'utf8'), shard)).toEqual(record);
  expect(readFileSync(pictures, 'utf8')).toBe('pictures');
  expect(await commit()).toBe(false);
  expect(await commitDiscarded(dir, staging, { ...record, discarded: 'late' })).toBe(false);
});

it('takes up what a crash left before its commit, and replaces what is not whole', async () => {
  await commit();
  rmSync(shard);
  expect(await commit()).toBe(true);
  rmSync(shard);
  writeFileSync(pictures, 'picturez');
  expect(await commit()).toBe(true);
  expect(readFileSync(pictures, 'utf8')).toBe('pictures');
});

it('can be taken back', async () => {
  await commit();
  await uncommit(dir, staging, EPISODE);
  expect([existsSync(shard), existsSync(dirname(pictures))]).toEqual([false, false]);
  await uncommit(dir, staging, EPISODE);
  expect(await commit()).toBe(true);
});
