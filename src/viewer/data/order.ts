import { type EpisodeRow, eventCount } from './episode-row.ts';

/** How the grid can be sorted, and what that is called. */
export const ORDER_NAMES = {
  plan: "the plan's order",
  events: 'most events first',
  outcome: 'by outcome',
  seed: 'by seed',
  damaged: 'damaged first',
} as const;
export type Order = keyof typeof ORDER_NAMES;

/** The orders that there are. */
export const ORDERS = Object.keys(ORDER_NAMES) as readonly Order[];

const OUTCOME_ORDER = ['failure', 'near-miss', 'success'];

/** What comes first is smaller; `null` (not known yet) comes last. */
const KEYS: Readonly<Record<Order, (row: EpisodeRow) => number | null>> = {
  plan: ({ place }) => place,
  events: (row) => (row.digest === null ? null : -eventCount(row)),
  outcome: ({ digest }) => {
    if (digest === null) return null;
    const at = OUTCOME_ORDER.indexOf(digest.outcome ?? '');
    return at < 0 ? OUTCOME_ORDER.length : at;
  },
  seed: ({ digest }) => digest?.seed ?? null,
  damaged: ({ digest }) => (digest === null ? null : digest.fault === null ? 1 : 0),
};

/** The rows in that order; the plan's order breaks ties. */
export function sortRows(rows: readonly EpisodeRow[], order: Order): readonly EpisodeRow[] {
  if (order === 'plan') return rows;
  const keyed = rows.map((row) => ({ row, key: KEYS[order](row) ?? Number.POSITIVE_INFINITY }));
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
  return keyed.sort((a, b) => compare(a.key, b.key) || a.row.place - b.row.place).map(({ row }) => row);
}
