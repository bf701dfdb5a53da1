import { describe, expect, it } from 'vitest';
import { decodeFloat16 } from '#src/onnx/float16.ts';
import { FRAME_RANGES } from '#src/world-model/contract.ts';
import { decodeFrames } from '#src/world-model/decode-frames.ts';
import { encodeFrames, levelTable } from '#src/world-model/encode-frames.ts';
import { FRAME_LAYOUTS, frameShape, frameStrides } from '#src/world-model/frame-layout.ts';
import { quantizeFrame } from '#src/world-model/quantize-frame.ts';

describe('encodeFrames', () => {
  it('puts a pixel where each layout says', () => {
    // Two frames of 1×2 pixels: frame, pixel and colour can be read off each number.
    const frames = [Uint8Array.of(0, 1, 2, 10, 11, 12), Uint8Array.of(100, 101, 102, 110, 111, 112)];
    const encode = (layout: (typeof FRAME_LAYOUTS)[number]) => {
      const target = new Uint8Array(12);
      encodeFrames(frames, levelTable('uint8', '0..255'), target, frameStrides(layout, 2, 2));
      return [...target];
    };
    expect(encode('BTCHW')).toEqual([0, 10, 1, 11, 2, 12, 100, 110, 101, 111, 102, 112]);
    expect(encode('B(TC)HW')).toEqual(encode('BTCHW'));
    expect(encode('BTHWC')).toEqual([0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112]);
    expect(encode('BCTHW')).toEqual([0, 10, 100, 110, 1, 11, 101, 111, 2, 12, 102, 112]);
  });

  const types = ['float32', 'float16', 'uint8'] as const;
  const cases = types.flatMap((type) =>
    FRAME_RANGES.flatMap((range) => FRAME_LAYOUTS.map((layout) => [type, range, layout] as const)),
  );
  it.each(cases)('is undone by decodeFrames and quantizeFrame: %s %s %s', (type, range, layout) => {
    // Two frames of 16×16 that hold every level.
    const frames = [1, 2].map((t) => Uint8Array.from({ length: 768 }, (_, i) => i * (2 * t + 1)));
    const table = levelTable(type, range);
    const data = new (table.constructor as Uint8ArrayConstructor)(2 * 768);
    encodeFrames(frames, table, data, frameStrides(layout, 2, 256));
    const planes = decodeFrames({ type, dims: [], data }, layout, range, 2, 256);
    expect([quantizeFrame(planes, 0, 256), quantizeFrame(planes, 768, 256)]).toEqual(frames);
  });

  it('keeps black and white exact in half precision', () => {
    const table = levelTable('float16', '-1..1');
    expect([decodeFloat16(table[0] as number), decodeFloat16(table[255] as number)]).toEqual([-1, 1]);
  });
});

describe('frameShape', () => {
  it('names the axes in the order of the layout', () => {
    const sizes = [2, 4, 6, 8] as const;
    expect(frameShape('BTCHW', 5, sizes)).toEqual([2, 4, 3, 6, 8]);
    expect(frameShape('BTHWC', 5, sizes)).toEqual([2, 4, 6, 8, 3]);
    expect(frameShape('BCTHW', 5, sizes)).toEqual([2, 3, 4, 6, 8]);
    expect(frameShape('B(TC)HW', 4, sizes)).toEqual([2, 12, 6, 8]);
    expect(frameShape('BTCHW', 4, [2, 1, 6, 8])).toEqual([2, 3, 6, 8]);
  });
});

describe('quantizeFrame', () => {
  it('clamps and rounds', () => {
    const frame = quantizeFrame(Float32Array.of(-1, 0.5 / 255, 0.49 / 255, 1, 7, 0.5), 0, 2);
    expect(frame).toEqual(Uint8Array.of(0, 0, 255, 1, 255, 128));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('gives null for %d', (value) => {
    expect(quantizeFrame(Float32Array.of(0, 0, 0, 0, value, 0), 0, 2)).toBeNull();
  });
});
