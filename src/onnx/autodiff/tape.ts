import type { GraphBuilder } from '../graph-builder.ts';

/** Sizes of a tensor's axes, all known when the graph is made. */
export type Shape = readonly number[];

/** A value of a graph that can be calculated with. */
export type Tensor = {
  readonly tape: Tape;
  /** Its name in the graph. */
  readonly name: string;
  readonly shape: Shape;
  /** Whether a gradient may be asked for something that it was made of. */
  readonly tracked: boolean;
};

/** What can be learnt through, as data. Settings are in the closure of what makes it. */
export type Op = {
  readonly name: string;
  /** Adds its nodes to the graph; gives its outputs with their shapes. */
  readonly forward: (inputs: readonly Tensor[]) => readonly Tensor[];
  /**
   * The inputs' gradients from the outputs', of which one is null where nothing was made of that output.
   * `wanted` says which are asked for; the others may be null.
   */
  readonly gradient: (
    call: Omit<Call, 'op'>,
    gradients: readonly (Tensor | null)[],
    wanted: readonly boolean[],
  ) => readonly (Tensor | null)[];
};

/** An operation that was carried out. */
export type Call = {
  readonly op: Op;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
};

/** The graph in the making, and what was done in it: what gradients are made from. */
export type Tape = {
  readonly graph: GraphBuilder;
  /** Of every number but indices. Gradients are checked in float64. */
  readonly type: 'float32' | 'float64';
  /** Tensors that one operation takes, and gives, at most. */
  readonly maxParts: number;
  readonly calls: Call[];
};

/** Providers on a GPU take few buffers an operation: 16 at most, real ones 8 to 10. */
const ANY_PROVIDER = 7;

/** A tape that writes into `graph`, which runs anywhere, unless it is for the CPU alone. */
export const createTape = (
  graph: GraphBuilder,
  type: Tape['type'] = 'float32',
  provider: 'any' | 'cpu' = 'any',
): Tape => ({
  graph,
  type,
  maxParts: provider === 'cpu' ? Number.POSITIVE_INFINITY : ANY_PROVIDER,
  calls: [],
});

/** Carries an operation out and remembers it where something may be learnt through it. */
export function applyAll(op: Op, inputs: readonly Tensor[]): readonly Tensor[] {
  const tracked = inputs.some((input) => input.tracked);
  const outputs = op.forward(inputs).map((output) => ({ ...output, tracked }));
  if (tracked) (inputs[0] as Tensor).tape.calls.push({ op, inputs, outputs });
  return outputs;
}

/** Carries out an operation of which one output is of use: the first. */
export const apply = (op: Op, ...inputs: readonly Tensor[]): Tensor => applyAll(op, inputs)[0] as Tensor;

/** A value of the graph as a tensor; `tracked` if gradients are asked for it. */
export const tensorOf = (tape: Tape, name: string, shape: Shape, tracked = false): Tensor => ({
  tape,
  name,
  shape,
  tracked,
});

/** A constant; without a shape a scalar. */
export const constant = (tape: Tape, values: number | readonly number[], shape: Shape = []): Tensor =>
  tensorOf(
    tape,
    tape.graph.constant(tape.type, typeof values === 'number' ? [values] : values, shape),
    shape,
  );

/** How many numbers a shape holds. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** The same value, through which no gradient goes. */
export const stopGradient = (x: Tensor): Tensor => ({ ...x, tracked: false });
