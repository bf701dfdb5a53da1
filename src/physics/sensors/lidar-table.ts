import { cos, sin } from '../../core/exact-math.ts';
import type { Lidar } from '../../core/sensor.ts';
import type { Column, Table } from '../../core/table.ts';

/** One value a ray, in the order in which they are fired; the rings of a column from the lowest up. */
export type LidarReturns = {
  /** Metres; 0 where the ray gave no return. */
  readonly ranges: Float32Array;
  /** Before noise and loss, metres; 0 where the ray meets nothing within the sensor's bounds. */
  readonly cleanRanges: Float32Array;
  readonly ids: Int32Array;
  readonly incidences: Float32Array;
};

/** Of the rings from the lowest up, radians above the sensor's xy plane. */
export function lidarElevations({ rings, elevation: [low, high] }: Lidar): readonly number[] {
  return Array.from({ length: rings }, (_, ring) => low + ((high - low) * ring) / (rings - 1));
}

/**
 * One row a ray, whether it returned or not, so that row (turn · columns + column) · rings + ring is that
 * of a ray. `range` is 0 without a return, as are then x, y, z, the return's place in the sensor's frame
 * as it stood at `time`; `range_clean`, `id` and `incidence` are the truth about the surface in the ray's
 * way, 0 where there is none within the sensor's bounds. The last turn ends where the episode does.
 */
export function lidarTable(lidar: Lidar, returns: LidarReturns): Table {
  const { columns, rings, rate, motionDistorted } = lidar;
  const rows = returns.ranges.length;
  const elevations = lidarElevations(lidar);
  const [azimuthCos, azimuthSin] = [cos, sin].map((of) =>
    Array.from({ length: columns }, (_, column) => of((2 * Math.PI * column) / columns)),
  ) as [number[], number[]];
  const [elevationCos, elevationSin] = [elevations.map(cos), elevations.map(sin)];

  const ringOf = (row: number): number => row % rings;
  const columnOf = (row: number): number => Math.floor(row / rings) % columns;
  const turnOf = (row: number): number => Math.floor(row / (rings * columns));
  const timeOf = (row: number): number =>
    motionDistorted ? Math.floor(row / rings) / (columns * rate) : turnOf(row) / rate;
  const along = (row: number, direction: number): number => returns.ranges[row]! * direction;
  const xOf = (row: number): number => along(row, elevationCos[ringOf(row)]! * azimuthCos[columnOf(row)]!);
  const yOf = (row: number): number => along(row, elevationCos[ringOf(row)]! * azimuthSin[columnOf(row)]!);
  const zOf = (row: number): number => along(row, elevationSin[ringOf(row)]!);

  const float = (name: string, unit: string, values: Float32Array): Column => ({
    ...{ name, type: 'float32', unit, values },
  });
  const floats = (name: string, unit: string, value: (row: number) => number): Column =>
    float(name, unit, fill(new Float32Array(rows), value));
  const wholes = (name: string, value: (row: number) => number): Column => ({
    ...{ name, type: 'int32', unit: '', values: fill(new Int32Array(rows), value) },
  });
  return {
    rows,
    columns: [
      { name: 'time', type: 'float64', unit: 's', values: fill(new Float64Array(rows), timeOf) },
      wholes('turn', turnOf),
      wholes('column', columnOf),
      wholes('ring', ringOf),
      floats('azimuth', 'rad', (row) => (2 * Math.PI * columnOf(row)) / columns),
      floats('elevation', 'rad', (row) => elevations[ringOf(row)]!),
      float('range', 'm', returns.ranges),
      float('range_clean', 'm', returns.cleanRanges),
      { name: 'id', type: 'int32', unit: '', values: returns.ids },
      float('incidence', 'rad', returns.incidences),
      floats('x', 'm', xOf),
      floats('y', 'm', yOf),
      floats('z', 'm', zOf),
    ],
  };
}

function fill<T extends Float64Array | Float32Array | Int32Array>(
  into: T,
  value: (row: number) => number,
): T {
  for (let row = 0; row < into.length; row++) into[row] = value(row);
  return into;
}
