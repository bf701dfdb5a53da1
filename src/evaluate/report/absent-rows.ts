import { listed } from '../../core/listed.ts';
import { BOUND_NAMES, NEAREST_NEIGHBOUR } from '../bounds/bound-names.ts';
import type { ModelFacts } from './report.ts';

/** Which of the rows that a reader looks for beside a model are not there, and how to have them: a sentence each. */
export function absentRows(models: readonly ModelFacts[]): string[] {
  const absent = (name: string): boolean => models.every((model) => model.name !== name);
  const bounds = BOUND_NAMES.filter(absent);
  return [
    ...(bounds.length > 0
      ? [`${listed(bounds)} ${bounds.length === 1 ? 'was' : 'were'} not drawn: leave --bound out.`]
      : []),
    ...(absent(NEAREST_NEIGHBOUR)
      ? [`${NEAREST_NEIGHBOUR}, what the training data shows, was not looked for: name it with --train-data.`]
      : []),
  ];
}
