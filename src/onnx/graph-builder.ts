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
    type: 'float32' | 'int64',
    values: readonly number[],
    shape?: readonly number[],
  ) => string;
  /** Adds one node with one output. */
  readonly op: (op: string, inputs: readonly string[], attributes?: ProtoNode['attributes']) => string;
  /** The finished `.onnx` file's bytes. */
  readonly build: (about: {
    readonly name: string;
    readonly doc: string;
    readonly metadata: Readonly<Record<string, string>>;
  }) => Uint8Array;
};

/** Operator set of the graphs we write: the first in which ScatterElements reduces by `min`. */
const OPSET = 18;

/** An empty graph of standard operators. */
export function createGraphBuilder(): GraphBuilder {
  const inputs: ProtoValue[] = [];
  const outputs: ProtoValue[] = [];
  const nodes: ProtoNode[] = [];
  const tensors = new Map<string, ProtoTensor>();
  let count = 0;

  const op = (
    name: string,
    from: readonly string[],
    attributes: Record<string, ProtoAttribute> = {},
  ): string => {
    const result = `v${count++}`;
    nodes.push({ op: name, inputs: from, outputs: [result], attributes });
    return result;
  };

  return {
    op,
    input: (name, type, shape) => {
      inputs.push({ name, type, shape });
      return name;
    },
    output: (name, value, type, shape) => {
      nodes.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
      outputs.push({ name, type, shape });
    },
    constant: (type, values, shape = [values.length]) => {
      const key = `${type} ${shape.join('x')} ${values.join(' ')}`;
      const known = tensors.get(key);
      if (known) return known.name;
      const data = type === 'float32' ? Float32Array.from(values) : BigInt64Array.from(values.map(BigInt));
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
        nodes,
        tensors: [...tensors.values()],
        metadata,
      }),
  };
}
