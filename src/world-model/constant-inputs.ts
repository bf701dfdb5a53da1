import type { TensorInfo } from '../onnx/session.ts';
import type { Role } from './bind-tensors.ts';
import { bindingsOf } from './bindings.ts';
import type { ConstantInput } from './contract.ts';
import { type ModelDescription, refuse } from './declared-facts.ts';
import { sideCarTemplate } from './side-car-template.ts';

/** The numbers for an input that is the same in every call, null when the role has none. */
function constantValue(model: ModelDescription, name: string, role: Role): number | readonly number[] | null {
  const { facts } = model;
  if (role === 'context_mask') return 1;
  if (role === 'noise' && facts['wm.noise.zero_is_mean'] === true) return 0;
  if (role === 'dt' && typeof facts['wm.fps'] === 'number') return 1 / facts['wm.fps'];
  const bound = bindingsOf(model)[name];
  return typeof bound === 'object' ? bound.constant : null;
}

/** An input that always gets the same numbers; its first axis is the batch. */
export function constantInput(
  model: ModelDescription,
  info: TensorInfo,
  role: Role,
  context: number,
): ConstantInput {
  const { name, type } = info;
  const value = constantValue(model, name, role);
  if (value === null) {
    throw refuse(
      `Every input of a world model must be known, and "${name}" [${info.shape.join(', ')}] of ${model.file} is not.`,
      `Bind it in ${model.file}.wm.json, to what it is or to a constant:\n${sideCarTemplate(model.name, model.inputs, model.outputs)}`,
    );
  }
  const shape = info.shape
    .map((size, axis) => (axis === 0 ? 1 : size))
    .map((size, axis) =>
      typeof size === 'number' ? size : role === 'context_mask' && axis === 1 ? context : Number.NaN,
    );
  const numbers = shape.reduce((product, size) => product * size, 1);
  const values =
    typeof value === 'number' ? Array<number>(numbers <= 2 ** 24 ? numbers : 0).fill(value) : value;
  if (values.length === numbers && values.every((item) => Number.isFinite(item))) {
    return { name, type, shape, values };
  }
  throw refuse(
    `A constant for "${name}" [${info.shape.join(', ')}] of ${model.file} must fill its fixed shape with finite numbers, got ${values.length}.`,
    `Correct it in ${model.file}.wm.json, as one number or as a flat list.`,
  );
}
