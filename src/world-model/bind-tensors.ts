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
  | StateRole
  | null;

/** One end of what a recurrent model carries: `state_in.<n>` goes in, and `state_out.<n>` comes out for it. */
export type StateRole = `state_in.${string}` | `state_out.${string}`;

export const isStateIn = (role: unknown): role is StateRole =>
  typeof role === 'string' && /^state_in\..+/.test(role);
export const isStateOut = (role: unknown): role is StateRole =>
  typeof role === 'string' && /^state_out\..+/.test(role);

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
/** What comes out as it went in is a state, not actions. */
const same = (a: TensorInfo, b: TensorInfo): boolean =>
  a.type === b.type && a.shape.join() === b.shape.join();
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

/** What a name alone says. */
const namedRole = (name: string): Role =>
  isStateIn(name) ? name : (INPUT_ALIASES.find(([pattern]) => pattern.test(name))?.[1] ?? null);

/**
 * What each input is for: by the user's bindings, else by its name, else by its shape (a picture has an axis of 3,
 * or one that 3 divides; actions have three axes, and no output is like them), where no other input is that already.
 */
export function bindInputs(
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[],
  bindings: Readonly<Record<string, Binding>>,
): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const { name } of inputs) {
    const bound = bindings[name];
    roles.set(
      name,
      bound === undefined ? namedRole(name) : typeof bound === 'string' ? (bound as Role) : 'constant',
    );
  }
  const claim = (role: Role, fits: (info: TensorInfo) => boolean): void => {
    if ([...roles.values()].includes(role)) return;
    const found = inputs.find((info) => roles.get(info.name) === null && fits(info));
    if (found !== undefined) roles.set(found.name, role);
  };
  const returns = (info: TensorInfo): boolean => outputs.some((output) => same(info, output));
  claim('context_frames', (info) => isFrames(info) && guessLayout(info) !== 'B(TC)HW');
  claim('context_frames', isFrames);
  claim('actions', (info) => isActions(info) && !returns(info));
  return roles;
}

/** The output that holds the predicted frames, null where none is known. */
export function bindFrames(
  outputs: readonly TensorInfo[],
  bindings: Readonly<Record<string, Binding>>,
): TensorInfo | null {
  const pictures = outputs.filter((info) => isFrames(info) && stateOutOf(info, bindings) === null);
  return (
    outputs.find(({ name }) => bindings[name] === 'frames') ??
    outputs.find(({ name }) => name === 'frames') ??
    (pictures.length === 1 ? (pictures[0] as TensorInfo) : null)
  );
}

/** Which `state_out.<n>` an output is, by the user's bindings or its own name; null = none. */
export function stateOutOf(
  { name }: TensorInfo,
  bindings: Readonly<Record<string, Binding>>,
): StateRole | null {
  const role = bindings[name] ?? name;
  return isStateOut(role) ? role : null;
}

/** Inputs that nothing is known of, each with an output of its type and shape that is not the frames: likely states. */
export function guessStates(
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[],
): readonly (readonly [input: TensorInfo, output: TensorInfo])[] {
  const roles = bindInputs(inputs, outputs, {});
  const frames = bindFrames(outputs, {});
  const taken = new Set<TensorInfo>();
  return inputs.flatMap((input) => {
    if (roles.get(input.name) !== null) return [];
    const output = outputs.find((other) => other !== frames && !taken.has(other) && same(input, other));
    if (output === undefined) return [];
    taken.add(output);
    return [[input, output] as const];
  });
}
