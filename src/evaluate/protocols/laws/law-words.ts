import type { LawFigures, LawTable } from './kept-laws.ts';
import { PHYSICS_LAWS } from './laws.ts';
import type { LawId, PhysicsLaw } from './physics-law.ts';

/** The law of that id. */
export const lawOf = (id: LawId): PhysicsLaw => PHYSICS_LAWS.find((law) => law.id === id) as PhysicsLaw;

const signed = (text: string): string => text.replace('-', '−').replace(/^−(?=[0.]+( %)?$)/, '');

/** A value of a law in words, without its unit. */
export const valueText = (law: PhysicsLaw, value: number | null): string =>
  value === null ? '–' : signed(value.toFixed(law.digits));

/** An error of a law in words: a share in per cent, or in the law's unit, without that. */
export function errorText(law: PhysicsLaw, error: number | null): string {
  if (error === null) return '–';
  return law.relative ? `${signed((100 * error).toFixed(1))} %` : signed(error.toFixed(law.digits));
}

/** The same with the law's unit. */
export const withUnit = ({ unit }: PhysicsLaw, text: string): string =>
  unit === '' ? text : `${text} ${unit}`;

/** A tolerance in words, with its unit. */
export const toleranceText = (law: PhysicsLaw, tolerance: number): string =>
  law.relative ? `± ${(100 * tolerance).toFixed(1)} %` : `± ${withUnit(law, tolerance.toFixed(law.digits))}`;

/** The row of a source. */
export const rowOf = (table: LawTable, source: string): LawFigures | undefined =>
  table.rows.find((row) => row.source === source);
