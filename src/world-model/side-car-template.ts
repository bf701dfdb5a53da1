import type { TensorInfo } from '../onnx/session.ts';
import { type Binding, bindFrames, bindInputs, guessLayout, guessStates } from './bind-tensors.ts';

const fixed = (size: number | string | undefined, otherwise: unknown): unknown =>
  typeof size === 'number' ? size : otherwise;

/** A side-car for a model that does not say what it is: what its shapes show is filled in. */
export function sideCarTemplate(
  name: string,
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[],
): string {
  const roles = bindInputs(inputs, outputs, {});
  const bindings: Record<string, Binding> = {};
  const ofRole = (role: string): TensorInfo | undefined =>
    inputs.find((info) => roles.get(info.name) === role);
  for (const { name: input } of inputs) bindings[input] = roles.get(input) ?? { constant: 0 };
  for (const [input, output] of guessStates(inputs, outputs)) {
    bindings[input.name] = `state_in.${input.name}`;
    bindings[output.name] = `state_out.${input.name}`;
  }
  const frames = bindFrames(outputs, {}) ?? outputs.find(({ name }) => bindings[name] === undefined);
  if (frames) bindings[frames.name] = 'frames';
  const context = ofRole('context_frames');
  const layout = (context && guessLayout(context)) ?? 'BTCHW';
  const time = layout === 'BCTHW' ? 2 : 1;
  const framesIn = (info: TensorInfo | undefined): unknown =>
    info?.shape.length === 5
      ? fixed(info.shape[time], 'FILL IN')
      : layout === 'B(TC)HW' && typeof info?.shape[1] === 'number'
        ? info.shape[1] / 3
        : 1;
  const actions = ofRole('actions');
  const template = {
    'wm.contract': '1',
    'wm.name': name,
    'wm.fps': 12,
    'wm.context': framesIn(context),
    'wm.chunk': framesIn(frames),
    'wm.frames.layout': layout,
    'wm.frames.range': context?.type === 'uint8' ? '0..255' : '0..1',
    ...(actions
      ? { 'wm.actions.dim': fixed(actions.shape[2], actions.shape.length === 3 ? 'FILL IN' : 1) }
      : {}),
    'wm.bindings': bindings,
  };
  return JSON.stringify(template, null, 2);
}
