import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from '#src/onnx/byte-source.ts';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import { bytesField, intField, joinFields, messageField, textField } from '#src/onnx/protobuf-writer.ts';
import { readModelFacts } from '#src/onnx/read-model-facts.ts';
import { BASELINES } from '#src/world-model/baselines/baselines.ts';

/** A model that adds a constant of four numbers. */
function smallModel(): Uint8Array {
  const graph = createGraphBuilder();
  const x = graph.input('x', 'float32', ['n', 4]);
  const four = graph.constant('float32', [1, 2, 3, 4]);
  graph.output('y', graph.op('Add', [x, four]), 'float32', ['n', 4]);
  return graph.build({ name: 'small', doc: 'A test.', metadata: { 'wm.name': 'klein ✓', empty: '' } });
}

const facts = (bytes: Uint8Array) => readModelFacts(memorySource(bytes), 'm.onnx');

describe('the ModelProto writer', () => {
  it('writes the bytes of the protobuf documentation', () => {
    expect([...intField(1, 150)]).toEqual([0x08, 0x96, 0x01]);
    expect([...textField(2, 'testing')]).toEqual([0x12, 0x07, ...Buffer.from('testing')]);
    expect([...messageField(3, [intField(1, 150)])]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
    expect([...intField(1, -2)]).toEqual([0x08, 0xfe, ...Array(8).fill(0xff), 0x01]);
  });

  it('writes the same bytes each time, and equal constants once', () => {
    expect(smallModel()).toEqual(smallModel());
    const graph = createGraphBuilder();
    expect(graph.constant('int64', [1, 2])).toBe(graph.constant('int64', [1, 2]));
    expect(graph.constant('int64', [1, 2])).not.toBe(graph.constant('float32', [1, 2]));
    expect(graph.constant('int64', [1, 2])).not.toBe(graph.constant('int64', [1, 2], [2, 1]));
  });

  it('has written the models that are in the repository: else run scripts/maintain/write-models.ts', () => {
    for (const [name, build] of Object.entries(BASELINES)) {
      const file = readFileSync(new URL(`../../../models/${name}.onnx`, import.meta.url));
      expect(file.equals(build()), name).toBe(true);
    }
  });
});

describe('readModelFacts', () => {
  it('reads what the writer wrote', () => {
    expect(facts(smallModel())).toEqual({ metadata: { 'wm.name': 'klein ✓', empty: '' }, parameters: 4 });
  });

  it('reads a file piece by piece, without its weights', () => {
    const graph = createGraphBuilder();
    const x = graph.input('x', 'float32', [1]);
    const zeros = graph.constant('float32', Array(100_000).fill(0));
    graph.output('y', graph.op('Add', [x, zeros]), 'float32', [100_000]);
    const bytes = graph.build({ name: 'large', doc: '', metadata: { a: 'b' } });
    let read = 0;
    const source = {
      sizeBytes: bytes.length,
      read: (offset: number, length: number) => {
        read += length;
        return bytes.subarray(offset, offset + length);
      },
    };
    expect(readModelFacts(source, 'm.onnx')).toEqual({ metadata: { a: 'b' }, parameters: 100_000 });
    expect(read).toBeLessThan(bytes.length / 10);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a text', Buffer.from('This is not a model.\n')],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['zeros', new Uint8Array(4096)],
    ['a file cut off', smallModel().subarray(0, 100)],
    [
      'a graph of 2^60 bytes',
      joinFields([intField(1, 9), Uint8Array.from([0x3a, ...Array(8).fill(0x80), 0x10])]),
    ],
    ['a number without end', joinFields([intField(1, 9), new Uint8Array(20).fill(0xff)])],
    ['no graph', intField(1, 9)],
  ])('refuses %s as no ONNX file', (_, bytes) => {
    expect(() => facts(bytes)).toThrow(expect.objectContaining({ code: 'model/not-onnx', exitCode: 2 }));
  });

  it('cuts off anywhere without a crash', () => {
    const whole = smallModel();
    for (let size = 0; size < whole.length; size++) {
      try {
        facts(whole.subarray(0, size));
      } catch (error) {
        expect(error).toMatchObject({ code: 'model/not-onnx' });
      }
    }
  });

  it.each([
    ['sizes one by one', [intField(1, 2 ** 20), intField(1, 2 ** 20)]],
    ['sizes packed', [bytesField(1, Uint8Array.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x01]))]],
    ['a size that is negative', [intField(1, -1)]],
    ['more than its bytes hold', [intField(1, 1000), bytesField(9, new Uint8Array(64))]],
  ])('refuses a constant that claims absurd sizes: %s', (_, fields) => {
    const bytes = joinFields([intField(1, 9), messageField(7, [messageField(5, fields)])]);
    expect(() => facts(bytes)).toThrow(expect.objectContaining({ code: 'model/too-large' }));
  });

  it('refuses metadata that claims to be huge', () => {
    const text = bytesField(2, new Uint8Array(2 ** 20 + 1));
    const bytes = joinFields([
      intField(1, 9),
      messageField(7, []),
      messageField(14, [textField(1, 'k'), text]),
    ]);
    expect(() => facts(bytes)).toThrow(expect.objectContaining({ code: 'model/too-large' }));
  });
});
