import { describe, expect, it } from 'vitest';
import { encodeFloat16 } from '#src/onnx/float16.ts';
import { decodeHeads } from '#src/world-model/decode-heads.ts';
import { headTensors } from '#src/world-model/head-tensors.ts';

const PLACE = { row: 0, batch: 1, frames: 1, pixels: 4 };
const float = (values: readonly number[]) => ({
  type: 'float32',
  dims: [1, 1, values.length / 4, 2, 2],
  data: Float32Array.from(values),
});

const model = (
  outputs: readonly (readonly [string, readonly (number | string)[], string?])[],
  facts = {},
) => ({
  ...{ file: 'm.onnx', name: 'm', inputs: [], facts, sideCarKeys: [] },
  outputs: outputs.map(([name, shape, type = 'float32']) => ({ name, type, shape })),
});

describe('the heads of a contract', () => {
  it('are the outputs depth and seg, or those that are bound to these words', () => {
    const found = headTensors(
      model([
        ['far', ['n', 1, 1, 8, 8], 'float16'],
        ['seg', [1, 1, 8, 8, 8]],
      ]),
      { far: 'depth' },
    );
    expect(found).toEqual({
      depth: { name: 'far', type: 'float16', encoding: '1/(1+z)' },
      segmentation: { name: 'seg', type: 'float32', slots: 8 },
    });
  });

  it('are not outputs of these names that are something else', () => {
    const found = headTensors(
      model([
        ['depth', [1, 8, 8]],
        ['seg', [1, 1, 1, 8, 8]],
      ]),
      {},
    );
    expect(found).toEqual({ depth: null, segmentation: null });
  });

  it('refuse a depth that is written in a way that is not known', () => {
    const odd = model([['depth', [1, 1, 1, 8, 8]]], { 'wm.depth.encoding': 'log' });
    expect(() => headTensors(odd, {})).toThrow(/wm\.depth\.encoding/);
  });
});

describe('what a graph returned beside frames', () => {
  const depth = { name: 'depth', type: 'float32', encoding: '1/(1+z)' } as const;
  const segmentation = { name: 'seg', type: 'float32', slots: 3 } as const;

  it('is metres, and the slot of the greatest logit', () => {
    const results = {
      depth: float([0, 1, 0.5, 0.25]),
      seg: float([1, 0, 0, 2, 0, 3, 0, 2, 0, 0, 9, 1]),
    };
    const heads = decodeHeads({ depth, segmentation }, results, PLACE);
    expect([...(heads?.depth ?? [])]).toEqual([0, 0, 1, 3]);
    expect([...(heads?.slots ?? [])]).toEqual([0, 1, 2, 0]);
  });

  it('is that of its own row of a batch, and of half precision', () => {
    const data = Uint16Array.from([9, 9, 9, 9, 1, 2, 3, 4], encodeFloat16);
    const results = { depth: { type: 'float16', dims: [2, 1, 1, 2, 2], data } };
    const metres = { name: 'depth', type: 'float16', encoding: 'm' } as const;
    const heads = decodeHeads({ depth: metres, segmentation: null }, results, { ...PLACE, row: 1, batch: 2 });
    expect([...(heads?.depth ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it('is nothing where it is not of the size of the frames', () => {
    const results = { depth: float([1, 1, 1, 1, 1, 1, 1, 1]) };
    expect(decodeHeads({ depth, segmentation: null }, results, PLACE)).toBeNull();
  });
});
