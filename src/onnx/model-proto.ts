import {
  bytesField,
  floatField,
  intField,
  joinFields,
  messageField,
  type ProtoField,
  textField,
} from './protobuf-writer.ts';

/** ONNX's numbers for the element types that we write. Source: onnx.proto, TensorProto.DataType. */
const ELEMENT_TYPES = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;

export type ElementType = keyof typeof ELEMENT_TYPES;

/** A size in elements, or the name of a size that is known when the model runs. */
export type Dimension = number | string;

/** A constant of the graph. */
export type ProtoTensor = {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Row-major, little-endian. */
  readonly bytes: Uint8Array;
};

/** A node's setting; a whole number is written as an integer, so a float must say so. */
export type ProtoAttribute = number | string | readonly number[] | { readonly float: number };

export type ProtoNode = {
  /** A standard operator's name. */
  readonly op: string;
  /** An empty name leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, ProtoAttribute>>;
};

export type ProtoValue = {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Dimension[];
};

/** One ONNX model of standard operators. */
export type ProtoModel = {
  readonly name: string;
  readonly doc: string;
  /** Version of the default operator set. */
  readonly opset: number;
  readonly inputs: readonly ProtoValue[];
  readonly outputs: readonly ProtoValue[];
  /** In an order in which every input is known before it is used. */
  readonly nodes: readonly ProtoNode[];
  readonly tensors: readonly ProtoTensor[];
  /** `metadata_props`, written in the order given. */
  readonly metadata: Readonly<Record<string, string>>;
};

function attributeFields(name: string, value: ProtoAttribute): ProtoField[] {
  const head = textField(1, name);
  if (typeof value === 'number') return [head, intField(3, value), intField(20, 2)];
  if (typeof value === 'string') return [head, textField(4, value), intField(20, 3)];
  if ('float' in value) return [head, floatField(2, value.float), intField(20, 1)];
  return [head, ...value.map((item) => intField(8, item)), intField(20, 7)];
}

function nodeFields(node: ProtoNode, index: number): ProtoField[] {
  return [
    ...node.inputs.map((name) => textField(1, name)),
    ...node.outputs.map((name) => textField(2, name)),
    textField(3, `${node.op}_${index}`),
    textField(4, node.op),
    ...Object.entries(node.attributes).map(([name, value]) => messageField(5, attributeFields(name, value))),
  ];
}

const tensorFields = (tensor: ProtoTensor): ProtoField[] => [
  ...tensor.shape.map((size) => intField(1, size)),
  intField(2, ELEMENT_TYPES[tensor.type]),
  textField(8, tensor.name),
  bytesField(9, tensor.bytes),
];

function valueFields(value: ProtoValue): ProtoField[] {
  const dims = value.shape.map((size) =>
    messageField(1, [typeof size === 'number' ? intField(1, size) : textField(2, size)]),
  );
  const tensorType = [intField(1, ELEMENT_TYPES[value.type]), messageField(2, dims)];
  return [textField(1, value.name), messageField(2, [messageField(1, tensorType)])];
}

/**
 * The bytes of a `.onnx` file (IR version 9). The same model gives the same bytes.
 *
 * Source: onnx.proto of ONNX 1.16 (ModelProto, GraphProto, NodeProto, TensorProto).
 */
export function writeModelProto(model: ProtoModel): Uint8Array {
  const graph = [
    ...model.nodes.map((node, index) => messageField(1, nodeFields(node, index))),
    textField(2, model.name),
    ...model.tensors.map((tensor) => messageField(5, tensorFields(tensor))),
    ...model.inputs.map((value) => messageField(11, valueFields(value))),
    ...model.outputs.map((value) => messageField(12, valueFields(value))),
  ];
  return joinFields([
    intField(1, 9),
    textField(2, 'worldwright'),
    textField(6, model.doc),
    messageField(7, graph),
    messageField(8, [textField(1, ''), intField(2, model.opset)]),
    ...Object.entries(model.metadata).map(([key, value]) =>
      messageField(14, [textField(1, key), textField(2, value)]),
    ),
  ]);
}
