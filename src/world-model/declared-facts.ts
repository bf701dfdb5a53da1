import { ToolkitError } from '../core/error.ts';
import type { TensorInfo } from '../onnx/session.ts';
import type { ContractFacts } from './contract-facts.ts';

/** The model whose contract is looked for. */
export type ModelDescription = {
  /** The file, as it was named. */
  readonly file: string;
  /** The file's name without folder and ending. */
  readonly name: string;
  readonly facts: ContractFacts;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
};

/** The refusal of a model that breaks the contract, or does not say enough. */
export const refuse = (message: string, hint: string): ToolkitError =>
  new ToolkitError('model/contract', message, hint);

/** A fact that must be a whole number ≥ 1, `otherwise` where nothing is said. */
export function wholeFact<T>({ file, facts }: ModelDescription, key: string, otherwise: T): number | T {
  const value = facts[key];
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_536) return value;
  throw refuse(
    `${key} of ${file} must be a whole number from 1 to 65536, got ${JSON.stringify(value)}.`,
    `Correct ${key} in the metadata or in ${file}.wm.json.`,
  );
}

/** A fact that must be one of a few words. */
export function wordFact<T extends string>(
  { file, facts }: ModelDescription,
  key: string,
  words: readonly T[],
): T {
  const value = facts[key] ?? words[0];
  if (words.includes(value as T)) return value as T;
  throw refuse(
    `${key} of ${file} must be one of ${words.join(', ')}, got ${JSON.stringify(value)}.`,
    `Correct ${key} in the metadata or in ${file}.wm.json.`,
  );
}

/** A number both declared and fixed in the graph must be the same in both. */
export function agree(
  model: ModelDescription,
  key: string,
  declared: number | null,
  size: unknown,
): number | null {
  if (typeof size !== 'number') return declared;
  if (declared === null || declared === size) return size;
  throw refuse(
    `${key} of ${model.file} must be what its graph says, ${size}, got ${declared}.`,
    `Correct ${key} in the metadata or in ${model.file}.wm.json.`,
  );
}

/** A list of numbers, one an action's element; one number stands for all of them. */
export function elementFact(model: ModelDescription, key: string, dim: number, otherwise: number): number[] {
  const value = model.facts[key] ?? otherwise;
  const list: unknown[] = Array.isArray(value) ? value : Array(dim).fill(value);
  const whole =
    list.length === dim && list.every((item) => typeof item === 'number' && Number.isFinite(item));
  if (whole && !(key === 'wm.actions.std' && list.some((item) => !((item as number) > 0))))
    return list as number[];
  throw refuse(
    `${key} of ${model.file} must hold ${dim} numbers${key.endsWith('std') ? ' > 0' : ''}, got ${JSON.stringify(value)}.`,
    `Correct ${key} in the metadata or in ${model.file}.wm.json.`,
  );
}
