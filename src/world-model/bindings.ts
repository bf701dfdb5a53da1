import type { TensorInfo } from '../onnx/session.ts';
import { type Binding, isStateIn, isStateOut } from './bind-tensors.ts';
import { type ModelDescription, refuse, said } from './declared-facts.ts';

const INPUT_ROLES: readonly unknown[] = ['context_frames', 'actions', 'context_mask', 'dt', 'noise'];

/** What an input may be bound to. */
function bindsInput(bound: unknown): boolean {
  if (INPUT_ROLES.includes(bound) || isStateIn(bound)) return true;
  if (typeof bound !== 'object' || bound === null || !('constant' in bound)) return false;
  return typeof bound.constant === 'number' || Array.isArray(bound.constant);
}

const bindsOutput = (bound: unknown): boolean => bound === 'frames' || isStateOut(bound);

const listed = (infos: readonly TensorInfo[]): string => infos.map(({ name }) => `"${name}"`).join(', ');

/**
 * `wm.bindings`: which of the graph's tensors is which.
 *
 * @throws {@link ToolkitError} `model/contract` for a name that the graph does not have, and for what such a
 *   tensor cannot be.
 */
export function bindingsOf(model: ModelDescription): Record<string, Binding> {
  const { facts, inputs, outputs } = model;
  const key = 'wm.bindings';
  const bindings = facts[key] ?? {};
  if (typeof bindings !== 'object' || Array.isArray(bindings)) {
    throw refuse(
      `${said(model, key)} must be an object, got ${JSON.stringify(bindings)}.`,
      'Write it as {"the graph\'s name": "context_frames", …}.',
    );
  }
  for (const [name, bound] of Object.entries(bindings)) {
    const input = inputs.some((info) => info.name === name);
    const output = outputs.some((info) => info.name === name);
    if ((input && bindsInput(bound)) || (output && bindsOutput(bound))) continue;
    const got = JSON.stringify({ [name]: bound });
    throw refuse(
      `${said(model, key)} must bind the graph's inputs ${listed(inputs)} and outputs ${listed(outputs)}, each to what such a tensor can be, got ${got}.`,
      `An input is ${INPUT_ROLES.join(', ')}, state_in.<name> or {"constant": …}; an output is frames or state_out.<name>.`,
    );
  }
  return bindings as Record<string, Binding>;
}
