import type { BodyBox, Rectangle } from '../core/body-box.ts';
import type { Quaternion, Vec3 } from '../core/pose.ts';
import type { FrameBoxes } from '../core/recorded-episode.ts';
import type { Column, Table } from '../core/table.ts';
import { columnValues } from '../media/parquet.ts';

const NOWHERE: Rectangle = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** The columns of a body: name on disk, type, values a row, unit, and what stands in them; NaN = `null`. */
const BODY_COLUMNS: readonly (readonly [
  name: string,
  type: Column['type'],
  width: number,
  unit: string,
  values: (box: BodyBox) => readonly number[],
])[] = [
  ['instance_id', 'int32', 1, '', (box) => [box.instanceId]],
  ['visible_box', 'float32', 4, 'px', (box) => box.visibleBox ?? NOWHERE],
  ['amodal_box', 'float32', 4, 'px', (box) => box.amodalBox ?? NOWHERE],
  ['half_size', 'float32', 3, 'm', (box) => box.halfSize],
  ['world_center', 'float32', 3, 'm', (box) => box.worldCenter],
  ['world_orientation', 'float32', 4, '', (box) => box.worldOrientation],
  ['camera_center', 'float32', 3, 'm', (box) => box.cameraCenter],
  ['camera_orientation', 'float32', 4, '', (box) => box.cameraOrientation],
  ['visible_pixels', 'int32', 1, 'px', (box) => [box.visiblePixels]],
  ['unoccluded_pixels', 'int32', 1, 'px', (box) => [box.unoccludedPixels]],
  ['visibility', 'float32', 1, '', (box) => [box.visibility]],
  ['truncation', 'float32', 1, '', (box) => [box.truncation ?? Number.NaN]],
];

/** boxes.parquet: one row a body a frame. */
export function boxesTable(frames: readonly FrameBoxes[]): Table {
  const rows = frames.flatMap(({ frame, boxes }) => boxes.map((box) => ({ frame, box })));
  const columns = BODY_COLUMNS.map(
    ([name, type, width, unit, values]): Column => ({
      ...{ name, type, unit, ...(width === 1 ? {} : { width }) },
      values: rows.flatMap(({ box }) => values(box)),
    }),
  );
  const frame: Column = { name: 'frame', type: 'int32', unit: '', values: rows.map((row) => row.frame) };
  return { rows: rows.length, columns: [frame, ...columns] };
}

/** The boxes of a table that `boxesTable` made, frame by frame; `null` where a column is missing. */
export function tableBoxes(table: Table): FrameBoxes[] | null {
  const frames = columnValues(table, 'frame');
  const columns = new Map(BODY_COLUMNS.map(([name]) => [name, columnValues(table, name)]));
  if (frames === null || [...columns.values()].some((values) => values === null)) return null;
  const at = (name: string, row: number, width: number): readonly number[] =>
    Array.from((columns.get(name) as Float64Array).subarray(row * width, (row + 1) * width));
  const one = (name: string, row: number): number => at(name, row, 1)[0] as number;
  const rectangle = (name: string, row: number): Rectangle | null => {
    const values = at(name, row, 4);
    return values.some(Number.isNaN) ? null : (values as unknown as Rectangle);
  };
  const found: { readonly frame: number; readonly boxes: BodyBox[] }[] = [];
  frames.forEach((frame, row) => {
    if (found.at(-1)?.frame !== frame) found.push({ frame, boxes: [] });
    const truncation = one('truncation', row);
    found.at(-1)?.boxes.push({
      instanceId: one('instance_id', row),
      visibleBox: rectangle('visible_box', row),
      amodalBox: rectangle('amodal_box', row),
      halfSize: at('half_size', row, 3) as unknown as Vec3,
      worldCenter: at('world_center', row, 3) as unknown as Vec3,
      worldOrientation: at('world_orientation', row, 4) as unknown as Quaternion,
      cameraCenter: at('camera_center', row, 3) as unknown as Vec3,
      cameraOrientation: at('camera_orientation', row, 4) as unknown as Quaternion,
      visiblePixels: one('visible_pixels', row),
      unoccludedPixels: one('unoccluded_pixels', row),
      visibility: one('visibility', row),
      truncation: Number.isNaN(truncation) ? null : truncation,
    });
  });
  return found;
}
