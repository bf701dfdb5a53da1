import type { TensorInfo } from '../onnx/session.ts';
import { type Binding, isStateIn, type Role, stateOutOf } from './bind-tensors.ts';
import type { StateTensor } from './contract.ts';
import { type ModelDescription, refuse, tensorWords } from './declared-facts.ts';

/** How a tensor came to be a role: `"h", state_in.h in wm.bindings of m.onnx.wm.json`, or by its own name. */
const bound = ({ file }: ModelDescription, info: TensorInfo, role: string): string =>
  info.name === role
    ? `${tensorWords(info)}`
    : `${tensorWords(info)}, which wm.bindings in ${file}.wm.json calls ${role}`;

/** The state in `input` that comes out as `output`; refuses what cannot be carried over. */
function stateTensor(
  model: ModelDescription,
  [input, into]: readonly [TensorInfo, string],
  [output, out]: readonly [TensorInfo, string],
): StateTensor {
  const { name, type, shape } = input;
  const differs = (size: number | string, axis: number): boolean => {
    const other = output.shape[axis];
    return typeof size === 'number' && typeof other === 'number' && size !== other;
  };
  if (type !== output.type || shape.length !== output.shape.length || shape.some(differs)) {
    throw refuse(
      `A recurrent state must come out as it went in, and the graph of ${model.file} has ${bound(model, input, into)}, and ${bound(model, output, out)}.`,
      'Bind the output that holds the next state, or export the model again.',
    );
  }
  if (type !== 'float32' && type !== 'float16') {
    throw refuse(
      `A recurrent state must be float32 or float16, and the graph of ${model.file} has ${bound(model, input, into)}.`,
      'Export the model with a float32 state.',
    );
  }
  const open = shape.flatMap((size, axis) => (typeof size === 'number' ? [] : [axis]));
  if (open.length > 1) {
    throw refuse(
      `A recurrent state must have fixed sizes but for the batch, and the graph of ${model.file} has ${bound(model, input, into)}.`,
      'Export the model for one size of frames.',
    );
  }
  const sizes = shape.map((size) => (typeof size === 'number' ? size : 1));
  return { input: name, output: output.name, type, shape: sizes, batchAxis: open[0] ?? 0 };
}

/**
 * What a recurrent model carries: each input that is `state_in.<n>` with the output that is `state_out.<n>`, by
 * name or by `wm.bindings`.
 *
 * @throws {@link ToolkitError} `model/contract` where one is without the other, or they differ.
 */
export function stateTensors(
  model: ModelDescription,
  roles: ReadonlyMap<string, Role>,
  bindings: Readonly<Record<string, Binding>>,
): StateTensor[] {
  const ends = new Map<string, TensorInfo[]>();
  const add = (role: string, info: TensorInfo): unknown => ends.set(role, [...(ends.get(role) ?? []), info]);
  for (const info of model.inputs) {
    const role = roles.get(info.name);
    if (isStateIn(role)) add(role, info);
  }
  for (const info of model.outputs) {
    const role = stateOutOf(info, bindings);
    if (role !== null) add(role, info);
  }
  const names = new Set([...ends.keys()].map((role) => role.replace(/^state_(in|out)\./, '')));
  return [...names].map((name) => {
    const [into, out] = [`state_in.${name}`, `state_out.${name}`];
    const [input, ...moreInputs] = ends.get(into) ?? [];
    const [output, ...moreOutputs] = ends.get(out) ?? [];
    if (input !== undefined && output !== undefined && moreInputs.length + moreOutputs.length === 0) {
      return stateTensor(model, [input, into], [output, out]);
    }
    const found = [into, out].flatMap((role) =>
      (ends.get(role) ?? []).map((info) => bound(model, info, role)),
    );
    throw refuse(
      `A recurrent state must be one input ${into} and one output ${out}, and the graph of ${model.file} has ${found.join(', and ')}.`,
      `Bind both in wm.bindings of ${model.file}.wm.json.`,
    );
  });
}
