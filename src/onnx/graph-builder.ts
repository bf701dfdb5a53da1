import {
  type Dimension,
  type ElementType,
  type ProtoAttribute,
  type ProtoNode,
  type ProtoTensor,
  type ProtoValue,
  writeModelProto,
} from './model-proto.ts';

/** Collects a graph node by node; what it hands out are the names of values. */
export type GraphBuilder = {
  readonly input: (name: string, type: ElementType, shape: readonly Dimension[]) => string;
  /** Declares that `value` leaves the graph under `name`. */
  readonly output: (name: string, value: string, type: ElementType, shape: readonly Dimension[]) => void;
  /** A constant; equal constants are written once. Without a shape it is a vector. */
  readonly constant: (
    type: 'float32' | 'float64' | 'int64',
    values: readonly number[],
    shape?: readonly number[],
  ) => string;
  /** A tensor under a name of its own, written as it is: a weight. */
  readonly weight: (tensor: ProtoTensor) => string;
  /** Adds one node with one output. */
  readonly op: (op: string, inputs: readonly string[], attributes?: ProtoNode['attributes']) => string;
  /** Adds one node with `outputs` outputs. */
  readonly ops: (
    op: string,
    inputs: readonly string[],
    outputs: number,
    attributes?: ProtoNode['attributes'],
  ) => readonly string[];
  /** The finished `.onnx` file's bytes. */
  readonly build: (about: {
    readonly name: string;
    readonly doc: string;
    readonly metadata: Readonly<Record<string, string>>;
  }) => Uint8Array;
};

/** Operator set of the graphs we write: the first in which ScatterElements reduces by `min`. */
const OPSET = 18;

const CONSTANT_ARRAYS = {
  float32: (values: readonly number[]) => Float32Array.from(values),
  float64: (values: readonly number[]) => Float64Array.from(values),
  int64: (values: readonly number[]) => BigInt64Array.from(values.map(BigInt)),
};

/** An empty graph of standard operators. */
export function createGraphBuilder(): GraphBuilder {
  const inputs: ProtoValue[] = [];
  const outputs: ProtoValue[] = [];
  const nodes: ProtoNode[] = [];
  const tensors = new Map<string, ProtoTensor>();
  /** Values that leave the graph, by what their nodes called them. */
  const leaving = new Map<string, string>();
  let count = 0;

  const ops = (
    name: string,
    from: readonly string[],
    outputs: number,
    attributes: Record<string, ProtoAttribute> = {},
  ): string[] => {
    const results = Array.from({ length: outputs }, () => `v${count++}`);
    nodes.push({ op: name, inputs: from, outputs: results, attributes });
    return results;
  };

  return {
    ops,
    op: (name, from, attributes) => ops(name, from, 1, attributes)[0] as string,
    weight: (tensor) => {
      tensors.set(`weight ${tensor.name}`, tensor);
      return tensor.name;
    },
    input: (name, type, shape) => {
      inputs.push({ name, type, shape });
      return name;
    },
    output: (name, value, type, shape) => {
      const made = nodes.some((node) => node.outputs.includes(value));
      // A copy is only made of what cannot be renamed: inputs, constants, and what leaves twice.
      if (made && !leaving.has(value)) leaving.set(value, name);
      else nodes.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
      outputs.push({ name, type, shape });
    },
    constant: (type, values, shape = [values.length]) => {
      const key = `${type} ${shape.join('x')} ${values.join(' ')}`;
      const known = tensors.get(key);
      if (known) return known.name;
      const data = CONSTANT_ARRAYS[type](values);
      const tensor = { name: `c${tensors.size}`, type, shape, bytes: new Uint8Array(data.buffer) };
      tensors.set(key, tensor);
      return tensor.name;
    },
    build: ({ name, doc, metadata }) =>
      writeModelProto({
        name,
        doc,
        opset: OPSET,
        inputs,
        outputs,
        nodes: nodes.map((node) => ({
          ...node,
          inputs: node.inputs.map((value) => leaving.get(value) ?? value),
          outputs: node.outputs.map((value) => leaving.get(value) ?? value),
        })),
        tensors: [...tensors.values()],
        metadata,
      }),
  };
}
