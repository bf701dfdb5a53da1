import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPack } from '#src/train/pack/check-pack.ts';
import { isPack, openPack } from '#src/train/pack/open-pack.ts';
import { HEADER_BYTES } from '#src/train/pack/pack-header.ts';
import type { PackIndex } from '#src/train/pack/pack-index.ts';
import { deepClip, smallClip, writeSmallPack } from './small-pack.ts';

let folder: string;
let file: string;
let harmed: string;
let whole: Buffer;
let index: PackIndex;

/** Of the pictures and labels of 8 + 6 frames of 2×2 pixels. */
const CLIPS_END = HEADER_BYTES + 14 * 16;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-open-pack-'));
  [file, harmed] = [join(folder, 'whole.pack'), join(folder, 'harmed.pack')];
  index = await writeSmallPack(file, [smallClip(0), smallClip(1, { scene: 1, frames: 6, actionDim: 2 })]);
  whole = readFileSync(file);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens and checks what `bytes` are. */
async function openBytes(bytes: Uint8Array): Promise<void> {
  writeFileSync(harmed, bytes);
  const pack = await openPack(harmed);
  await checkPack(pack).finally(() => pack.close());
}

describe('a pack', () => {
  it('is read as it was written', async () => {
    const pack = await openPack(file);
    expect(pack.index).toEqual(index);
    const [rgb, labels] = [new Uint8Array(36), new Uint8Array(12)];
    pack.readPictures(1, 2, 2, rgb, 12);
    pack.readLabels(1, 2, 2, labels, 4);
    await pack.close();
    expect([...rgb]).toEqual([...Array(12).fill(0), ...Array(12).fill(18), ...Array(12).fill(19)]);
    expect([...labels]).toEqual([0, 0, 0, 0, 2, 2, 2, 2, 3, 3, 3, 3]);
  });

  it('pads narrow actions with zeros', async () => {
    const pack = await openPack(file);
    await pack.close();
    expect([...pack.actions.slice(0, 6)]).toEqual([0, 0, 1, 0, 2, 0]);
    expect([...pack.actions.slice(16, 20)]).toEqual([100, 101, 102, 103]);
  });

  it('names its data by its hash alone', async () => {
    const other = await writeSmallPack(
      join(folder, 'named.pack'),
      [smallClip(0), smallClip(1, { scene: 1, frames: 6, actionDim: 2 })],
      { datasets: [{ name: 'elsewhere', planSha256: '1'.repeat(64) }] },
    );
    expect(other.dataSha256).toBe(index.dataSha256);
  });

  it('is refused whichever bit of it is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] as number) ^ (1 << bit);
        await expect(openBytes(bytes)).rejects.toMatchObject({ code: 'pack/invalid', exitCode: 2 });
      }),
    );
  });

  it('is refused wherever it was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await expect(openBytes(whole.subarray(0, length))).rejects.toMatchObject({ code: 'pack/invalid' });
      }),
    );
  });

  it('with depths gives them, and is refused when one of them is changed', async () => {
    const deep = join(folder, 'deep.pack');
    await writeSmallPack(deep, [deepClip(0), deepClip(1, { frames: 6 })], { depth: true });
    const bytes = readFileSync(deep);
    const pack = await openPack(deep);
    await checkPack(pack);
    const depths = new Uint8Array(12);
    pack.readDepths(1, 2, 2, depths, 4);
    await pack.close();
    expect(pack.index.depth).toBe(true);
    expect([...depths]).toEqual([0, 0, 0, 0, 102, 102, 102, 102, 103, 103, 103, 103]);
    bytes[HEADER_BYTES + 14 * 20 - 1] = 7;
    await expect(openBytes(bytes)).rejects.toThrow('a-1 of camera front is not as it was written');
    await expect(openBytes(bytes.subarray(0, bytes.length - 1))).rejects.toThrow('where its header says');
  });

  it('that is longer than it says is refused', async () => {
    await expect(openBytes(Buffer.concat([whole, Buffer.alloc(1)]))).rejects.toThrow(
      `it has ${whole.length + 1} bytes where its header says ${whole.length}`,
    );
  });

  it('names the clip whose pictures were changed, which opening does not look at', async () => {
    const bytes = Uint8Array.from(whole);
    bytes[CLIPS_END - 1] = 7;
    writeFileSync(harmed, bytes);
    const pack = await openPack(harmed);
    await expect(checkPack(pack)).rejects.toThrow('a-1 of camera front is not as it was written');
    await pack.close();
  });

  it('that becomes shorter while it is read says so', async () => {
    writeFileSync(harmed, whole);
    const pack = await openPack(harmed);
    writeFileSync(harmed, whole.subarray(0, 100));
    expect(() => pack.readLabels(1, 0, 6, new Uint8Array(24), 0)).toThrow('it ends after');
    await pack.close();
  });

  it('is told from what is not one', async () => {
    writeFileSync(harmed, '{ "version": 1 }');
    expect(await isPack(file)).toBe(true);
    expect(await isPack(harmed)).toBe(false);
    await expect(openPack(harmed)).rejects.toThrow('it does not begin as one');
    await expect(openPack(join(folder, 'none.pack'))).rejects.toMatchObject({ code: 'file/missing' });
    await expect(openPack(folder)).rejects.toMatchObject({ code: 'file/missing' });
  });
});
