import type { PredictionIndex } from '../../core/view/prediction-view.ts';

/** Orders of the list of clips. */
export const SORTS = ['worst', 'best', 'scene', 'difference'] as const;
export type Sort = (typeof SORTS)[number];

/** How a prediction's error is painted. */
export type DifferenceKind = 'absolute' | 'signed';

/** What the page shows, as the address says it; all of it holds for the index. */
export type ViewState = {
  readonly metric: string;
  /** Frames ahead, from 1. */
  readonly horizon: number;
  /** Places of the models that are shown, in the index's order. */
  readonly models: readonly number[];
  /** The model that the list is sorted by, and the one that it is compared with. */
  readonly of: number;
  readonly against: number;
  /** Place of a scene, `null` for all. */
  readonly scene: number | null;
  readonly sort: Sort;
  readonly difference: DifferenceKind;
  /** The clip's id, where one was chosen. */
  readonly clip: string | null;
};

/** The name of the mean over scenes among a report's scenes. */
const ALL = 'all';

/** Models shown side by side at the most. */
const MOST_MODELS = 4;

const places = (text: string | undefined, count: number): readonly number[] => [
  ...new Set(
    (text ?? '')
      .split(',')
      .filter((part) => /^\d{1,3}$/.test(part) && Number(part) < count)
      .map(Number),
  ),
];

const numberOr = (text: string | undefined, other: number, low: number, high: number): number => {
  const value = /^\d{1,6}$/.test(text ?? '') ? Number(text) : other;
  return Math.max(low, Math.min(high, value));
};

/** Models that can be looked at: all but the truth. */
export const shownModels = ({ models }: PredictionIndex): readonly number[] =>
  models.flatMap(({ role }, i) => (role === 'truth' ? [] : [i]));

/** Reads an address for an index: what it does not say, or says wrongly, is what is of most use. */
export function readState(params: Readonly<Record<string, string>>, index: PredictionIndex): ViewState {
  const { horizon } = index.protocol;
  const shown = shownModels(index);
  const subjects = shown.filter((i) => index.models[i]?.role === 'subject');
  const asked = places(params['models'], index.models.length).filter((i) => shown.includes(i));
  const usual = (subjects.length > 0 ? subjects : shown).slice(0, 2);
  const models = (asked.length > 0 ? asked : usual).slice(0, MOST_MODELS);
  const { metrics } = index;
  const metric =
    metrics.find((id) => id === params['metric']) ??
    (metrics.includes('union_iou') ? 'union_iou' : metrics[0]);
  const scene = params['scene'] === undefined ? -1 : index.scenes.indexOf(params['scene']);
  const of = numberOr(params['of'], models[0] ?? 0, 0, index.models.length - 1);
  const reference = shown.find((i) => index.models[i]?.role === 'baseline' && i !== of);
  return {
    metric: metric ?? '',
    horizon: numberOr(params['h'], Math.min(8, horizon), 1, horizon),
    ...{ models, of },
    against: numberOr(params['against'], reference ?? of, 0, index.models.length - 1),
    scene: scene < 0 || index.scenes[scene] === ALL ? null : scene,
    sort: SORTS.find((sort) => sort === params['sort']) ?? 'worst',
    difference: params['difference'] === 'signed' ? 'signed' : 'absolute',
    clip: params['clip'] ?? null,
  };
}

/** The place of the curve that sums up what is shown: a scene, or the mean over all. */
export function summaryScene({ scenes }: PredictionIndex, { scene }: ViewState): number {
  if (scene !== null) return scene;
  const all = scenes.indexOf(ALL);
  return Math.max(all, 0);
}

/** Scenes to choose among. */
export const realScenes = ({ scenes }: PredictionIndex): readonly number[] =>
  scenes.flatMap((name, i) => (name === ALL ? [] : [i]));
