import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { openTableFile } from '#src/media/table-file.ts';

it('gives each group of rows a row group, and nests lists as deep as asked', async () => {
  const table = openTableFile(
    [
      { name: 'n', type: 'int64', depth: 0 },
      { name: 'name', type: 'string', depth: 1 },
      { name: 'image', type: 'float64', depth: 3 },
      { name: 'done', type: 'boolean', depth: 0 },
    ],
    { note: 'x' },
  );
  table.add({ n: [1, 2], name: [['a', 'b'], []], image: [[[[0.5]]], [[[1], [2]]]], done: [true, false] });
  table.add({ n: [2 ** 40], name: [['ü']], image: [[[[3]]]], done: [false] });
  const file = Uint8Array.from(table.finish()).buffer;
  const metadata = parquetMetadata(file);
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([2, 1]);
  expect(metadata.key_value_metadata).toEqual([{ key: 'note', value: 'x' }]);
  expect(await parquetReadObjects({ file })).toEqual([
    { n: 1n, name: ['a', 'b'], image: [[[0.5]]], done: true },
    { n: 2n, name: [], image: [[[1], [2]]], done: false },
    { n: BigInt(2 ** 40), name: ['ü'], image: [[[3]]], done: false },
  ]);
});
