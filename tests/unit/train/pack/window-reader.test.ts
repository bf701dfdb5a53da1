import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { createWindowChoice } from '#src/train/pack/choose-window.ts';
import { openPack, type Pack } from '#src/train/pack/open-pack.ts';
import type { PackIndex } from '#src/train/pack/pack-index.ts';
import type { WrittenClip } from '#src/train/pack/pack-writer.ts';
import { createWindowReader } from '#src/train/pack/window-reader.ts';
import type { WindowBatch } from '#src/train/window-batch.ts';
import { deepClip, smallClip, writeSmallPack } from './small-pack.ts';

let folder: string;
const opened: Pack[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-windows-'));
});

afterEach(async () => {
  for (const pack of opened.splice(0)) await pack.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

async function packOf(clips: readonly WrittenClip[], changes: Partial<PackIndex> = {}): Promise<Pack> {
  const file = join(folder, `${count++}.pack`);
  await writeSmallPack(file, clips, changes);
  const pack = await openPack(file);
  opened.push(pack);
  return pack;
}

const SHAPE = { batch: 6, frames: 3, seed: 5 };

/** A copy of what a reader would write over. */
const kept = ({ rgb, actions, labels }: WindowBatch): number[][] => [[...rgb], [...actions], [...labels]];

describe('the windows of a step', () => {
  it('are successive frames of one clip, with the actions between them', async () => {
    const pack = await packOf([smallClip(0), smallClip(1), smallClip(2)]);
    const { rgb, labels, actions } = createWindowReader([pack], SHAPE).read(0);
    for (let i = 0; i < 6; i++) {
      const [value, start] = [rgb[i * 36] as number, labels[i * 12] as number];
      const clip = Math.floor(value / 16);
      expect(value % 16).toBe(start);
      expect([...rgb.slice(i * 36, (i + 1) * 36)]).toEqual(
        [0, 1, 2].flatMap((k) => Array(12).fill(16 * clip + start + k)),
      );
      expect([...labels.slice(i * 12, (i + 1) * 12)]).toEqual(
        [0, 1, 2].flatMap((k) => Array(4).fill(start + k)),
      );
      expect([...actions.slice(i * 2, (i + 1) * 2)]).toEqual([100 * clip + start, 100 * clip + start + 1]);
    }
  });

  it('follow from the seed and the step alone, whatever was read before', async () => {
    const pack = await packOf([smallClip(0), smallClip(1), smallClip(2)]);
    const first = createWindowReader([pack], SHAPE);
    const steps = [0, 1, 2, 3].map((step) => kept(first.read(step)));
    const resumed = createWindowReader([pack], SHAPE);
    expect(kept(resumed.read(3))).toEqual(steps[3]);
    expect(kept(resumed.read(1))).toEqual(steps[1]);
    expect(steps[0]).not.toEqual(steps[1]);
    expect(kept(createWindowReader([pack], { ...SHAPE, seed: 6 }).read(0))).not.toEqual(steps[0]);
  });

  it('have depths where they are asked for, and none where not', async () => {
    const deep = await packOf([deepClip(0), deepClip(1)], { depth: true });
    const { depth, labels } = createWindowReader([deep], { ...SHAPE, depth: true }).read(0);
    expect([...(depth ?? [])]).toEqual([...labels].map((label) => 100 + label));
    expect(createWindowReader([deep], SHAPE).read(0).depth).toBeUndefined();
    const flat = await packOf([smallClip(0)]);
    expect(() => createWindowReader([deep, flat], { ...SHAPE, depth: true })).toThrow(
      /^A depth head must learn from packs with depth, and .*\.pack has none\.$/,
    );
  });

  it('come into the same arrays', async () => {
    const reader = createWindowReader([await packOf([smallClip(0)])], SHAPE);
    expect(reader.read(1).rgb).toBe(reader.read(0).rgb);
  });

  it('of several packs have actions as wide as the widest, or as asked for', async () => {
    const packs = [
      await packOf([smallClip(0, { actionDim: 0, action: null })]),
      await packOf([smallClip(1, { actionDim: 2 })]),
    ];
    expect(createWindowReader(packs, SHAPE).read(0).actions).toHaveLength(6 * 2 * 2);
    const { rgb, actions } = createWindowReader(packs, { ...SHAPE, actionDim: 3 }).read(0);
    for (let i = 0; i < 6; i++) {
      const value = rgb[i * 36] as number;
      const at = 100 + 2 * (value % 16);
      const wanted = value < 16 ? [0, 0, 0, 0, 0, 0] : [at, at + 1, 0, at + 2, at + 3, 0];
      expect([...actions.slice(i * 6, (i + 1) * 6)]).toEqual(wanted);
    }
  });
});

describe('a choice of windows', () => {
  it('takes scenes equally often, however many clips they have and whichever pack these are in', async () => {
    const many = await packOf([
      ...Array.from({ length: 9 }, (_, i) => smallClip(i)),
      smallClip(9, { scene: 1 }),
    ]);
    const more = await packOf([smallClip(0, { scene: 1 })], { scenes: ['push', 'fall'] });
    const choose = createWindowChoice([many.index, more.index], 3);
    const rng = createRng(1);
    const places = Array.from({ length: 4000 }, () => choose(rng));
    const push = places.filter(({ pack, clip }) => pack === 0 && clip === 9);
    expect(push.length / 4000).toBeCloseTo(0.5, 1);
    const starts = new Set(places.map(({ start }) => start));
    expect([...starts].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('takes four of five among windows in which something moves', async () => {
    const still = Array.from({ length: 3 }, (_, i) => smallClip(i, { moves: '00000000' }));
    const { index } = await packOf([...still, smallClip(3, { moves: '00000100' })]);
    const choose = createWindowChoice([index], 3);
    const rng = createRng(2);
    const places = Array.from({ length: 4000 }, () => choose(rng));
    // Frame 5 has moved since frame 4: windows that begin at 3 and 4 show it, one that begins at 5 does not.
    const moving = places.filter(({ clip, start }) => clip === 3 && (start === 3 || start === 4));
    expect(moving.length / 4000).toBeCloseTo(0.8 + 0.2 * (1 / 4) * (2 / 6), 1);
    expect(places.some(({ clip }) => clip < 3)).toBe(true);
  });

  it('takes any window of a scene in which nothing moves', async () => {
    const { index } = await packOf([smallClip(0, { moves: '00000000' })]);
    expect(createWindowChoice([index], 8)(createRng(3))).toEqual({ pack: 0, clip: 0, start: 0 });
  });
});

describe('a reader of windows refuses', () => {
  it.each<[string, () => Promise<Pack[]>, object, RegExp]>([
    [
      'a pack that is not to be learnt from',
      async () => [await packOf([smallClip(0)], { split: 'validation' })],
      {},
      /Only a pack of the split train may be learnt from, and .*pack is of validation/,
    ],
    [
      'packs of different size or rate, by name',
      async () => [await packOf([smallClip(0)]), await packOf([smallClip(0)], { fps: 24 })],
      {},
      /\.pack has 2×2 pixels at 12 fps and .*\.pack 2×2 pixels at 24 fps/,
    ],
    [
      'actions wider than the model takes',
      async () => [await packOf([smallClip(0, { actionDim: 2 })])],
      { actionDim: 1 },
      /at most 1 numbers, and those of .* have 2/,
    ],
    [
      'clips that are shorter than a window',
      async () => [await packOf([smallClip(0), smallClip(1, { frames: 4 })])],
      { frames: 5 },
      /a window of 5 frames, and a-1 in .* has 4/,
    ],
  ])('%s', async (_what, make, changes, words) => {
    const packs = await make();
    expect(() => createWindowReader(packs, { ...SHAPE, ...changes })).toThrow(words);
  });

  it('no pack at all', () => {
    expect(() => createWindowReader([], SHAPE)).toThrow('got none');
  });
});
