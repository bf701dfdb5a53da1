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

const threeAt = (values: Float64Array, row: number): Vec3 => [
  values[3 * row] as number,
  values[3 * row + 1] as number,
  values[3 * row + 2] as number,
];

const fourAt = (values: Float64Array, row: number): Quaternion => [
  values[4 * row] as number,
  values[4 * row + 1] as number,
  values[4 * row + 2] as number,
  values[4 * row + 3] as number,
];

/** `null` where it is nowhere. */
function rectangleAt(values: Float64Array, row: number): Rectangle | null {
  const rectangle = fourAt(values, row);
  return rectangle.some(Number.isNaN) ? null : rectangle;
}

/** The boxes of a table that `boxesTable` made, frame by frame; `null` where a column is missing. */
export function tableBoxes(table: Table): FrameBoxes[] | null {
  const frames = columnValues(table, 'frame');
  const columns = new Map(BODY_COLUMNS.map(([name]) => [name, columnValues(table, name)]));
  if (frames === null || [...columns.values()].some((values) => values === null)) return null;
  const of = (name: string): Float64Array => columns.get(name) as Float64Array;
  const [ids, visible, amodal, half] = [
    of('instance_id'),
    of('visible_box'),
    of('amodal_box'),
    of('half_size'),
  ];
  const [worldCenter, worldTurn] = [of('world_center'), of('world_orientation')];
  const [cameraCenter, cameraTurn] = [of('camera_center'), of('camera_orientation')];
  const [seen, whole] = [of('visible_pixels'), of('unoccluded_pixels')];
  const [visibility, truncation] = [of('visibility'), of('truncation')];
  const found: { readonly frame: number; readonly boxes: BodyBox[] }[] = [];
  for (let row = 0; row < frames.length; row++) {
    const frame = frames[row] as number;
    if (found.at(-1)?.frame !== frame) found.push({ frame, boxes: [] });
    const cut = truncation[row] as number;
    found.at(-1)?.boxes.push({
      instanceId: ids[row] as number,
      visibleBox: rectangleAt(visible, row),
      amodalBox: rectangleAt(amodal, row),
      halfSize: threeAt(half, row),
      worldCenter: threeAt(worldCenter, row),
      worldOrientation: fourAt(worldTurn, row),
      cameraCenter: threeAt(cameraCenter, row),
      cameraOrientation: fourAt(cameraTurn, row),
      visiblePixels: seen[row] as number,
      unoccludedPixels: whole[row] as number,
      visibility: visibility[row] as number,
      truncation: Number.isNaN(cut) ? null : cut,
    });
  }
  return found;
}
