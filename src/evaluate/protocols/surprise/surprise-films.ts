import { filmStrip } from '../../../page/film-strip.ts';
import { html, type Raw } from '../../../page/html-text.ts';
import type { EvaluationRun } from '../../evaluation-run.ts';
import { askSource } from '../ask-source.ts';
import type { TwinJudgement } from './summarize-surprise.ts';
import { lawName } from './surprise-words.ts';
import { readTwinWindows, type TwinWindow } from './twin-windows.ts';

/** Frames shown after the films part. */
const SHOWN = 6;

/** How far to the possible side a prediction stands: 1 is the possible film itself, −1 the impossible one. */
export const leaning = ({ errors: { possible, impossible } }: TwinJudgement): number =>
  possible + impossible === 0 ? 0 : (impossible - possible) / (impossible + possible);

/** The first judged model's views that lean most to either side, and the one in the middle. */
function chosen(judgements: readonly TwinJudgement[], source: string): [string, TwinJudgement][] {
  const ranked = judgements
    .filter((one) => one.source === source)
    .sort((a, b) => leaning(b) - leaning(a) || (a.pair + a.camera < b.pair + b.camera ? -1 : 1));
  const places: readonly (readonly [string, number])[] = [
    ['Nearest to the possible film', 0],
    ['Median', ranked.length >> 1],
    ['Nearest to the impossible film', ranked.length - 1],
  ];
  const taken = new Map(places.map(([label, place]) => [place, label]));
  return [...taken].flatMap(([place, label]) => {
    const one = ranked[place];
    return one === undefined ? [] : [[label, one] as [string, TwinJudgement]];
  });
}

async function film(
  label: string,
  one: TwinJudgement,
  window: TwinWindow,
  predicted: readonly Uint8Array[],
): Promise<Raw> {
  const { clip, parted, impossible, law, pair, camera, seen } = window;
  const last = clip.truth.length - 1;
  const count = Math.min(SHOWN, last - parted + 1);
  const at = Array.from({ length: count }, (_, i) =>
    Math.round(parted + (count === 1 ? 0 : (i * (last - parted)) / (count - 1))),
  );
  const before = clip.context.at(-1) as Uint8Array;
  const pick = (frames: readonly Uint8Array[], offset: number): Uint8Array[] => [
    before,
    ...at.map((h) => frames[h - offset] as Uint8Array),
  ];
  const rows = [
    { label: 'Possible', frames: pick(clip.truth, 0) },
    { label: 'Impossible', frames: pick(impossible, parted) },
    { label: one.source, frames: pick(predicted, 0) },
  ];
  const columns = [`at ${(seen / clip.fps).toFixed(2)} s`, ...at.map((h) => `+${h + 1}`)];
  const strip = await filmStrip(rows, columns, clip.width, clip.height);
  const { possible, impossible: other } = one.errors;
  return html`<h3>${label}: ${lawName(law)}, ${window.scene}</h3><p class="aside">${one.source}: squared error ${possible.toFixed(1)} to the possible film, ${other.toFixed(1)} to the impossible one · <code>${pair}.${camera}</code></p>${strip}`;
}

/** Three pairs of the first judged model, as strips: read and predicted again, for none was kept. */
export async function surpriseFilms(
  run: EvaluationRun,
  judgements: readonly TwinJudgement[],
): Promise<Raw[]> {
  const source = run.sources.find(
    ({ facts }) => facts.role === 'subject' && judgements.some((one) => one.source === facts.name),
  );
  if (source === undefined) return [];
  const choices = chosen(judgements, source.facts.name);
  const films = new Map<string, Raw>();
  for (const data of run.data) {
    const wanted = (pair: string, camera: string) =>
      choices.find(([, one]) => one.pair === pair && one.camera === camera);
    const windows = readTwinWindows(
      data,
      run.protocol,
      ({ pair, camera }) => wanted(pair, camera) !== undefined,
    );
    for await (const window of windows) {
      const choice = wanted(window.pair, window.camera);
      if ('why' in window || choice === undefined) continue;
      const predicted = await askSource(source, window.clip, data.dataset);
      if (predicted !== null) films.set(choice[0], await film(...choice, window, predicted));
    }
  }
  return choices.flatMap(([label]) => films.get(label) ?? []);
}
