import { type ModelDescription, refuse, said } from './declared-facts.ts';

/** What a model has learnt from: cameras by scene, both by name. */
export type LearntViews = Readonly<Record<string, readonly string[]>>;

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

/** What `wm.train.views` says; null where nothing is said. */
export function learntViews(model: ModelDescription): LearntViews | null {
  const key = 'wm.train.views';
  const value = model.facts[key];
  if (value === undefined) return null;
  if (typeof value === 'object' && value !== null && Object.values(value).every(isNames))
    return value as LearntViews;
  throw refuse(
    `${said(model, key)} must list cameras by scene, got ${JSON.stringify(value).slice(0, 80)}.`,
    'Write it as {"push": ["oblique"]}, or leave it out.',
  );
}
