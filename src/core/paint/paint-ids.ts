import { colorTable } from './color-table.ts';
import { idColor } from './palette.ts';

const IDS = 65_536;

/** One table for each set of ids that cannot move, for as long as somebody has the set. */
const tables = new WeakMap<ReadonlySet<number>, Uint8Array>();

function tableOf(still: ReadonlySet<number>): Uint8Array {
  const known = tables.get(still);
  if (known !== undefined) return known;
  const table = colorTable(IDS, (id) => idColor(id, still.has(id)));
  tables.set(still, table);
  return table;
}

/** One colour an id; what cannot move stays pale. [height, width, 3]. */
export function paintIds(ids: ArrayLike<number>, still: ReadonlySet<number>): Uint8Array {
  const table = tableOf(still);
  const rgb = new Uint8Array(3 * ids.length);
  for (let i = 0, at = 0; i < ids.length; i++, at += 3) {
    const from = 3 * ids[i]!;
    rgb[at] = table[from]!;
    rgb[at + 1] = table[from + 1]!;
    rgb[at + 2] = table[from + 2]!;
  }
  return rgb;
}
