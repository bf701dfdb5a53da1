import { colorTable } from './color-table.ts';
import { flowColor, NOTHING } from './palette.ts';

/** Squares a side of the table of motions, −1…1 along each axis; odd, so that stillness has one of its own. */
const SIDE = 513;
const MIDDLE = (SIDE - 1) / 2;

let table: Uint8Array | null = null;

/** Colours of motions as shares of the greatest. */
function flowTable(): Uint8Array {
  table ??= colorTable(SIDE * SIDE, (i) =>
    flowColor((i % SIDE) / MIDDLE - 1, Math.floor(i / SIDE) / MIDDLE - 1, 1),
  );
  return table;
}

/** Direction as hue, length ÷ `greatest` pixels as colourfulness, to 2/255; what is not valid is nothing. */
export function paintFlow(flow: Float32Array, greatest: number): Uint8Array {
  const colors = flowTable();
  const rgb = new Uint8Array(flow.length);
  for (let i = 0; i < flow.length; i += 3) {
    if (!(flow[i + 2]! > 0)) {
      rgb[i] = NOTHING[0];
      rgb[i + 1] = NOTHING[1];
      rgb[i + 2] = NOTHING[2];
      continue;
    }
    const [u, v] = [flow[i]! / greatest, flow[i + 1]! / greatest];
    const length = Math.sqrt(u * u + v * v);
    const toTable = length > 1 ? MIDDLE / length : MIDDLE;
    const from = 3 * (Math.round(v * toTable + MIDDLE) * SIDE + Math.round(u * toTable + MIDDLE));
    rgb[i] = colors[from]!;
    rgb[i + 1] = colors[from + 1]!;
    rgb[i + 2] = colors[from + 2]!;
  }
  return rgb;
}
