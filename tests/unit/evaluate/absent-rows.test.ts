import { expect, it } from 'vitest';
import { absentRows } from '#src/evaluate/report/absent-rows.ts';
import type { ModelFacts } from '#src/evaluate/report/report.ts';

const rows = (...names: readonly string[]): ModelFacts[] =>
  names.map((name) => ({ name, role: 'bound', source: '', sha256: null, provider: null }));

it('says which rows beside a model are missing, and how to have them', () => {
  expect(absentRows(rows('oracle-velocity', 'second-take', 'nearest-neighbour'))).toEqual([]);
  expect(absentRows(rows('oracle-velocity', 'second-take'))).toEqual([
    'nearest-neighbour, what the training data shows, was not looked for: name it with --train-data.',
  ]);
  expect(absentRows(rows('second-take', 'nearest-neighbour'))).toEqual([
    'oracle-velocity was not drawn: leave --bound out.',
  ]);
  expect(absentRows(rows('nearest-neighbour'))).toEqual([
    'oracle-velocity and second-take were not drawn: leave --bound out.',
  ]);
});
