import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import type { Table } from '#src/core/table.ts';
import { decodeParquet, encodeParquet } from '#src/media/parquet.ts';

const ROWS = 100;

/** All that is written: plain values, lists, empty lists, few values often, flags; runs and what is packed. */
const table: Table = {
  rows: ROWS,
  columns: [
    { name: 'time', type: 'float64', unit: 's', values: Array.from({ length: ROWS }, (_, i) => i / 12) },
    {
      name: 'at',
      type: 'float32',
      width: 3,
      unit: 'm',
      values: Array.from({ length: 3 * ROWS }, (_, i) => i % 7),
    },
    { name: 'flag', type: 'boolean', unit: '', values: Array.from({ length: ROWS }, () => 1) },
    { name: 'blink', type: 'boolean', unit: '', values: Array.from({ length: ROWS }, (_, i) => i % 3) },
    {
      name: 'id',
      type: 'int32',
      unit: '',
      values: Array.from({ length: ROWS }, (_, i) => Math.floor(i / 40)),
    },
    { name: 'same', type: 'float32', width: 2, unit: '', values: new Float32Array(2 * ROWS).fill(4) },
    { name: 'nothing', type: 'float32', width: 0, unit: 'm', values: [] },
  ],
};

const file = encodeParquet(table);

/** What a table that was tampered with is answered by: rows as they were, or a sentence that names it. */
async function readOrRefuse(bytes: Uint8Array): Promise<string | null> {
  const error: unknown = await decodeParquet(bytes, 'a.parquet').then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  expect(error).toBeInstanceOf(ToolkitError);
  expect(error).toMatchObject({ code: 'media/corrupt', exitCode: 2 });
  return (error as ToolkitError).message;
}

it('lets pass all that is written, and more of it', async () => {
  expect(await readOrRefuse(file)).toBeNull();
  expect(await readOrRefuse(encodeParquet({ rows: 0, columns: [] }))).toBeNull();
  const many = Float32Array.from({ length: 90_000 }, (_, i) => Math.fround(Math.sin(i)));
  const steps = Int32Array.from({ length: 30_000 }, (_, i) => i % 1000);
  const large: Table = {
    rows: 30_000,
    columns: [
      { name: 'x', type: 'float32', width: 3, unit: 'm', values: many },
      { name: 'n', type: 'int32', unit: '', values: steps },
    ],
  };
  const back = await decodeParquet(encodeParquet(large), 'a test');
  const same = (at: number, values: ArrayLike<number>): boolean =>
    Array.from(values).every((value, i) => back.columns[at]?.values[i] === value);
  expect([same(0, many), same(1, steps)]).toEqual([true, true]);
});

it('answers any change to a byte with a table or a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, byte) => {
      const bytes = file.slice();
      bytes[at] = byte;
      await readOrRefuse(bytes);
    }),
    { numRuns: 400 },
  );
}, 60_000);

it('refuses a file that is cut off, wherever', async () => {
  for (let length = 0; length < file.length; length += 7)
    expect(await readOrRefuse(file.slice(0, length))).toMatch(/^The table a\.parquet is damaged/);
});

describe('refuses at once', () => {
  const footer = new DataView(file.buffer, file.byteOffset).getUint32(file.length - 8, true);

  /** The file with another footer. */
  function withFooter(bytes: Uint8Array, length = bytes.length): Uint8Array {
    const out = new Uint8Array(4 + bytes.length + 8);
    out.set(file.subarray(0, 4));
    out.set(bytes, 4);
    new DataView(out.buffer).setUint32(4 + bytes.length, length, true);
    out.set(file.subarray(0, 4), 8 + bytes.length);
    return out;
  }

  it.each<[string, () => Uint8Array, RegExp]>([
    [
      'a footer longer than the file',
      () => withFooter(new Uint8Array(8), 2 ** 31),
      /its footer claims 2147483648 bytes/,
    ],
    [
      'a footer that is one level within another',
      () => withFooter(new Uint8Array(200_000).fill(0x1c)),
      /levels deep/,
    ],
    ['lists in lists', () => withFooter(Uint8Array.from([0x19, ...Array(5000).fill(0x19)])), /levels deep/],
    [
      'a number without end',
      () => withFooter(new Uint8Array(200_000).fill(0xff).fill(0x15, 0, 1)),
      /a number has no end/,
    ],
    [
      'a list of two thousand million items',
      () => withFooter(Uint8Array.from([0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0])),
      /a list claims 2147483647 items/,
    ],
    [
      'a text of a gigabyte',
      () => withFooter(Uint8Array.from([0x18, 0xff, 0xff, 0xff, 0xff, 0x03, 0])),
      /a text claims 1073741823 bytes/,
    ],
    ['what is no Parquet', () => new Uint8Array(100), /it is no Parquet/],
    ['a footer of nothing', () => withFooter(Uint8Array.of(0)), /columns are not as many|is missing/],
  ])('%s', async (_what, make, words) => {
    expect(footer).toBeGreaterThan(100);
    expect(await readOrRefuse(make())).toMatch(words);
  });

  it('a run that claims more values than there are, before it is written out', async () => {
    // In the page of `flag`, a run of 100 is the number 200, C8 01, after its length of three bytes.
    const at = Buffer.from(file).indexOf(Buffer.from([3, 0, 0, 0, 0xc8, 0x01, 0x01]));
    expect(at).toBeGreaterThan(0);
    const bytes = file.slice();
    bytes.set([0xfe, 0x7f], at + 4);
    expect(await readOrRefuse(bytes)).toMatch(/a run claims 8191 of 100 values/);
  });

  it('more rows than the reader knows there can be', async () => {
    await expect(decodeParquet(file, 'a.parquet', ['time'], ROWS - 1)).rejects.toThrow(
      /a\.parquet .*it claims 100 rows, and can have 99/,
    );
    expect((await decodeParquet(file, 'a.parquet', ['time'], ROWS)).rows).toBe(ROWS);
  });
});
