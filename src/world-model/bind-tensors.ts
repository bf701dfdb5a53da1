import type { TensorInfo } from '../onnx/session.ts';
import type { FrameLayout } from './frame-layout.ts';

/** What one of a graph's inputs or outputs is for; null = nobody knows. */
export type Role =
  | 'context_frames'
  | 'actions'
  | 'context_mask'
  | 'dt'
  | 'noise'
  | 'frames'
  | 'constant'
  | null;

/** A user's own word on one input or output. */
export type Binding = string | { readonly constant: number | readonly number[] };

/** Names that others give to what we call otherwise. */
const INPUT_ALIASES: readonly (readonly [RegExp, Role])[] = [
  [/^context_frames$/, 'context_frames'],
  [/^actions$/, 'actions'],
  [/^context_mask$/, 'context_mask'],
  [/^dt$/, 'dt'],
  [/^noise$/, 'noise'],
  [/^(obs|observations?|video|pixel_values|images?|frames|context|x)$/i, 'context_frames'],
  [/^(act|action|a|u|controls?)$/i, 'actions'],
];

const isFrames = (info: TensorInfo): boolean => guessLayout(info) !== null;
const isActions = (info: TensorInfo): boolean =>
  (info.shape.length === 3 && info.type.startsWith('float')) ||
  (info.shape.length === 2 && info.type === 'int64');

/** The layout that a tensor's fixed sizes speak for, null where none does. */
export function guessLayout({ shape }: TensorInfo): FrameLayout | null {
  if (shape.length === 5) {
    if (shape[2] === 3) return 'BTCHW';
    if (shape[4] === 3) return 'BTHWC';
    return shape[1] === 3 ? 'BCTHW' : null;
  }
  if (shape.length !== 4) return null;
  if (shape[1] === 3) return 'BTCHW';
  if (shape[3] === 3) return 'BTHWC';
  return typeof shape[1] === 'number' && shape[1] % 3 === 0 ? 'B(TC)HW' : null;
}

/**
 * What each input is for: by the user's bindings, else by its name, else by its shape (a picture has
 * an axis of 3, actions have three axes), where no other input has that role already.
 */
export function bindInputs(
  inputs: readonly TensorInfo[],
  bindings: Readonly<Record<string, Binding>>,
): Map<string, Role> {
  const roles = new Map<string, Role>();
  const has = (role: Role): boolean => [...roles.values()].includes(role);
  for (const { name } of inputs) {
    const bound = bindings[name];
    const alias = INPUT_ALIASES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
    roles.set(name, bound === undefined ? alias : typeof bound === 'string' ? (bound as Role) : 'constant');
  }
  for (const info of inputs) {
    if (roles.get(info.name) !== null) continue;
    if (isFrames(info) && !has('context_frames')) roles.set(info.name, 'context_frames');
    else if (isActions(info) && !has('actions')) roles.set(info.name, 'actions');
  }
  return roles;
}

/** The output that holds the predicted frames, null where none is known. */
export function bindFrames(
  outputs: readonly TensorInfo[],
  bindings: Readonly<Record<string, Binding>>,
): TensorInfo | null {
  const pictures = outputs.filter(isFrames);
  return (
    outputs.find(({ name }) => bindings[name] === 'frames') ??
    outputs.find(({ name }) => name === 'frames') ??
    (pictures.length === 1 ? (pictures[0] as TensorInfo) : null)
  );
}
