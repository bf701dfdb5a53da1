import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { EpisodeEvent } from '#src/core/episode.ts';
import { eventLine } from '#src/dataset/episode-facts.ts';
import type { Dataset } from '#src/dataset/open-dataset.ts';
import { readEvents } from '#src/dataset/read-episode.ts';

const dir = mkdtempSync(join(tmpdir(), 'worldwright-events-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

// The time to collision is time_to_collision on the disk, and was read back under that name.
it('reads the events that were written', async () => {
  const events: readonly EpisodeEvent[] = [
    { kind: 'contact_end', time: 0.5, frame: 6, a: 'box', b: 'floor', impulse: 1.25 },
    { kind: 'near_miss', time: 1, frame: 12, a: 'car', b: 'ego', timeToCollision: 0.75 },
  ];
  mkdirSync(join(dir, 'episodes', 'x'), { recursive: true });
  writeFileSync(join(dir, 'episodes', 'x', 'events.jsonl'), events.map(eventLine).join(''));
  expect(await readEvents({ dir, episodes: [{ id: 'x' }] } as unknown as Dataset, 'x')).toEqual(events);
});
