import type { ModelFacts } from './report.ts';

/** The rows that a report judges, by name, in their order. */
export const subjectNames = (models: readonly ModelFacts[]): string[] =>
  models.filter(({ role }) => role === 'subject').map(({ name }) => name);
