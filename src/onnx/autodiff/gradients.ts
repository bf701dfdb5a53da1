import { addNode } from './nodes.ts';
import { constant, stopGradient, type Tensor } from './tape.ts';

/**
 * The gradients of a scalar with respect to tensors that it was made of, by going back over the tape.
 *
 * @returns One a tensor, of its shape.
 * @throws An error when one of them has no part in the scalar, which is a mistake in the model.
 */
export function gradients(scalar: Tensor, wanted: readonly Tensor[]): Tensor[] {
  const { tape } = scalar;
  const known = new Map<string, Tensor>([[scalar.name, constant(tape, 1, scalar.shape)]]);
  const collect = (to: Tensor, gradient: Tensor | null, op: string): void => {
    if (!to.tracked || gradient === null) return;
    if (gradient.shape.join() !== to.shape.join()) {
      throw new Error(`${op} gave a gradient of shape [${gradient.shape}] to a value of [${to.shape}]`);
    }
    const before = known.get(to.name);
    known.set(to.name, before === undefined ? gradient : addNode(before, gradient));
  };
  for (const { op, inputs, outputs } of tape.calls.slice().reverse()) {
    const back = outputs.map(({ name }) => known.get(name) ?? null);
    if (back.every((gradient) => gradient === null)) continue;
    const call = { inputs: inputs.map(stopGradient), outputs: outputs.map(stopGradient) };
    const found = op.gradient(
      call,
      back,
      inputs.map(({ tracked }) => tracked),
    );
    for (const [i, input] of inputs.entries()) collect(input, found[i] ?? null, op.name);
  }
  return wanted.map((tensor) => {
    const gradient = known.get(tensor.name);
    if (gradient === undefined) throw new Error(`${tensor.name} has no part in the scalar`);
    return gradient;
  });
}
