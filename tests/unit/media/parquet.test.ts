import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Table } from '#src/core/table.ts';
import { columnValues, decodeParquet, encodeParquet } from '#src/media/parquet.ts';

const table: Table = {
  rows: 3,
  columns: [
    { name: 'time', type: 'float64', unit: 's', values: [0, 1 / 12, 2 / 12] },
    {
      name: 'position',
      type: 'float32',
      width: 2,
      unit: 'm',
      values: Float32Array.of(0.1, 2, -3, 4, 5, 6e-9),
    },
    { name: 'truncated', type: 'boolean', unit: '', values: [0, 0, 1] },
    { name: 'step', type: 'int32', unit: '', values: [0, 20, 40] },
    { name: 'nothing', type: 'float32', width: 0, unit: 'm', values: [] },
  ],
};

it('gives back what was written, with types, widths and units', async () => {
  const back = await decodeParquet(encodeParquet(table), 'a test');
  expect(back.rows).toBe(3);
  expect(back.columns.map(({ name, type, width, unit }) => ({ name, type, width, unit }))).toEqual(
    table.columns.map(({ name, type, width, unit }) => ({ name, type, width, unit })),
  );
  for (const { name, values } of table.columns)
    expect([...(columnValues(back, name) ?? [])]).toEqual([...Array.from(values)]);
  expect(columnValues(back, 'absent')).toBeNull();
});

it('keeps every float32 exactly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.float32Array({ minLength: 1, maxLength: 40 }), async (values) => {
      const written = {
        rows: values.length,
        columns: [{ name: 'x', type: 'float32', width: 1, unit: 'm', values }],
      } as const;
      const back = columnValues(await decodeParquet(encodeParquet(written), 'a test'), 'x');
      expect([...(back ?? [])]).toEqual([...values]);
    }),
    { numRuns: 30 },
  );
});

it('writes the same bytes for the same table', () => {
  expect(encodeParquet(table)).toEqual(encodeParquet(table));
});

it('writes the same bytes whether columns are typed arrays or plain ones', () => {
  const values = [0, 1.5, -2, 1.5, 1e9, 0];
  const of = (make: (type: 'float32' | 'float64' | 'int32') => ArrayLike<number>): Table => ({
    rows: 6,
    columns: (['float32', 'float64', 'int32'] as const).map((type) => ({
      ...{ name: type, type, unit: 'm', values: make(type) },
    })),
  });
  const typed = { float32: Float32Array, float64: Float64Array, int32: Int32Array };
  const plain = of((type) => Array.from(typed[type].from(values)));
  expect(encodeParquet(of((type) => typed[type].from(values)))).toEqual(encodeParquet(plain));
});

it('names a table that is damaged', async () => {
  const bytes = encodeParquet(table);
  await expect(decodeParquet(bytes.subarray(0, 40), 'x/steps.parquet')).rejects.toThrow('x/steps.parquet');
  await expect(decodeParquet(new Uint8Array(5), 'y')).rejects.toMatchObject({ code: 'media/corrupt' });
});
