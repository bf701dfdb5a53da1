import type { PlayMoment } from './play-orders.ts';

/** Lines over time: what a plot shows. */
export type Series = { readonly name: string; readonly values: readonly number[] };

/** Figures of the last seconds, as they came. */
export type History = { readonly times: readonly number[]; readonly series: readonly Series[] };

export const NO_HISTORY: History = { times: [], series: [] };

/** Moments that are kept: half a minute at 20 a second. */
const KEPT = 600;

/**
 * The history with a moment more. Back at the start, or with other lines, it begins anew.
 *
 * @param figures - Of the moment: one value a line.
 */
export function addMoment(
  history: History,
  { time }: Pick<PlayMoment, 'time'>,
  figures: readonly (readonly [name: string, value: number])[],
): History {
  const last = history.times.at(-1) ?? -1;
  if (time === last) return history;
  const same =
    figures.length === history.series.length &&
    figures.every(([name], i) => history.series[i]?.name === name);
  const before =
    same && time > last ? history : { times: [], series: figures.map(([name]) => ({ name, values: [] })) };
  const from = Math.max(0, before.times.length - KEPT + 1);
  return {
    times: [...before.times.slice(from), time],
    series: figures.map(([name, value], i) => ({
      name,
      values: [...(before.series[i]?.values.slice(from) ?? []), value],
    })),
  };
}
