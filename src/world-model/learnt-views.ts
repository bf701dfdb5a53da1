import { type ModelDescription, refuse, said } from './declared-facts.ts';

/** What a model has learnt from: cameras by scene, both by name. */
export type LearntViews = Readonly<Record<string, readonly string[]>>;

/** Where a model says it. */
export const LEARNT_VIEWS_KEY = 'wm.train.views';

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

/** Whether a fact lists cameras by scene. */
export const isLearntViews = (value: unknown): value is LearntViews =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isNames);

/** What a model says that it has learnt from; null where it says nothing. */
export function learntViews(model: ModelDescription): LearntViews | null {
  const value = model.facts[LEARNT_VIEWS_KEY];
  if (value === undefined) return null;
  if (isLearntViews(value)) return value;
  throw refuse(
    `${said(model, LEARNT_VIEWS_KEY)} must list cameras by scene, got ${JSON.stringify(value).slice(0, 80)}.`,
    'Write it as {"push": ["oblique"]}, or leave it out.',
  );
}
