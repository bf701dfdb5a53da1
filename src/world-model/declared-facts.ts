import { ToolkitError } from '../core/error.ts';
import type { TensorInfo } from '../onnx/session.ts';
import type { ReadFacts } from './contract-facts.ts';

/** The model whose contract is looked for. */
export type ModelDescription = ReadFacts & {
  /** The file, as it was named. */
  readonly file: string;
  /** The file's name without folder and ending. */
  readonly name: string;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
};

/** The refusal of a model that breaks the contract, or does not say enough. */
export const refuse = (message: string, hint: string): ToolkitError =>
  new ToolkitError('model/contract', message, hint);

/** A key and where it is said: `wm.fps in m.onnx.wm.json`, `wm.fps in the metadata of m.onnx`. */
export const said = ({ file, sideCarKeys }: ModelDescription, key: string): string =>
  `${key} in ${sideCarKeys.includes(key) ? '' : 'the metadata of '}${file}${sideCarKeys.includes(key) ? '.wm.json' : ''}`;

/** What to do about a key. */
const correct = (model: ModelDescription, key: string): string =>
  model.sideCarKeys.includes(key)
    ? `Correct ${key} in ${model.file}.wm.json.`
    : `Correct ${key} in the metadata, or say it in ${model.file}.wm.json, which wins.`;

/** A tensor in words: `"video" [n, 12, 64, 64] of float32`. */
export const tensorWords = ({ name, type, shape }: TensorInfo): string =>
  `"${name}" [${shape.join(', ')}] of ${type}`;

/** A refusal of what is said for what the graph says. */
export const contradiction = (
  model: ModelDescription,
  key: string,
  rule: string,
  infos: readonly TensorInfo[],
): ToolkitError =>
  refuse(
    `${said(model, key)} must be ${rule}, for the graph has ${infos.map(tensorWords).join(' and ') || 'none'}, got ${JSON.stringify(model.facts[key])}.`,
    correct(model, key),
  );

/** A fact that must be a whole number ≥ 1, `otherwise` where nothing is said. */
export function wholeFact<T>(model: ModelDescription, key: string, otherwise: T): number | T {
  const value = model.facts[key];
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_536) return value;
  throw refuse(
    `${said(model, key)} must be a whole number from 1 to 65536, got ${JSON.stringify(value)}.`,
    correct(model, key),
  );
}

/** A fact that must be one of a few words, the first where nothing is said. */
export function wordFact<T extends string>(model: ModelDescription, key: string, words: readonly T[]): T {
  const value = model.facts[key] ?? words[0];
  if (words.includes(value as T)) return value as T;
  throw refuse(
    `${said(model, key)} must be one of ${words.join(', ')}, got ${JSON.stringify(value)}.`,
    correct(model, key),
  );
}

/** A number both declared and fixed in the graph, by `info`, must be the same in both. */
export function agree(
  model: ModelDescription,
  key: string,
  declared: number | null,
  size: unknown,
  info: TensorInfo,
): number | null {
  if (typeof size !== 'number') return declared;
  if (declared === null || declared === size) return size;
  throw contradiction(model, key, `${size}`, [info]);
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
    `${said(model, key)} must hold ${dim} numbers${key.endsWith('std') ? ' > 0' : ''}, got ${JSON.stringify(value)}.`,
    correct(model, key),
  );
}
