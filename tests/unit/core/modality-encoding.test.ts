import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDepth, encodeDepth } from '#src/core/modality-encoding/depth.ts';
import { decodeFlow, encodeFlow } from '#src/core/modality-encoding/flow.ts';
import { modalityEncodings } from '#src/core/modality-encoding/modality-encoding.ts';
import { decodeNormal, encodeNormal } from '#src/core/modality-encoding/normal.ts';
import {
  decodeObjectCoordinates,
  encodeObjectCoordinates,
} from '#src/core/modality-encoding/object-coordinates.ts';

const float = (min: number, max: number) =>
  fc.float({ min: Math.fround(min), max: Math.fround(max), noNaN: true });

/** A decoded value holds half a step and the rounding of single precision. */
const within = (a: number, b: number, error: number): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(error + 2 ** -23 * Math.max(Math.abs(a), Math.abs(b)));

describe('depth', () => {
  it('is exact to half a step', () => {
    fc.assert(
      fc.property(float(0.001, 65), (metres) => {
        within(decodeDepth(encodeDepth(Float32Array.of(metres), 0.001), 0.001)[0]!, metres, 0.0005);
      }),
    );
  });

  it('keeps nothing apart from what is very near, and does not wrap what is very far', () => {
    const stored = encodeDepth(Float32Array.of(0, 1e-5, 1, 65.535, 1e4, Number.NaN), 0.001);
    expect([...stored]).toEqual([0, 1, 1000, 65_535, 65_535, 0]);
  });
});

describe('normals', () => {
  it('are exact to half a step of 2 / 65535 along each axis, and never taken for nothing', () => {
    fc.assert(
      fc.property(float(-1, 1), float(-1, 1), float(-1, 1), (x, y, z) => {
        const length = Math.hypot(x, y, z);
        fc.pre(length > 0.01);
        const normal = Float32Array.of(x / length, y / length, z / length);
        const stored = encodeNormal(normal);
        expect([...stored]).not.toEqual([0, 0, 0]);
        decodeNormal(stored).forEach((value, i) => {
          within(value, normal[i]!, 1 / 65_535);
        });
      }),
    );
  });

  it('are zeros where nothing is', () => {
    expect([...encodeNormal(new Float32Array(3))]).toEqual([0, 0, 0]);
    expect([...decodeNormal(new Uint16Array(3))]).toEqual([0, 0, 0]);
  });
});

describe('flow', () => {
  it('is exact to 1/128 pixel', () => {
    fc.assert(
      fc.property(float(-511.99, 511.98), float(-511.99, 511.98), (u, v) => {
        const [a, b, valid] = decodeFlow(encodeFlow(Float32Array.of(u, v, 1)));
        expect(valid).toBe(1);
        within(a!, u, 1 / 128);
        within(b!, v, 1 / 128);
      }),
    );
  });

  it('is stored as KITTI does', () => {
    expect([...encodeFlow(Float32Array.of(1.5, -2, 1))]).toEqual([32_768 + 96, 32_768 - 128, 1]);
  });

  it('is not valid where it was not, where it is no number and beyond 512 pixels', () => {
    for (const pixel of [
      [3, 4, 0],
      [512, 0, 1],
      [0, -513, 1],
      [Number.NaN, 0, 1],
    ])
      expect([...encodeFlow(Float32Array.from(pixel))]).toEqual([0, 0, 0]);
    expect([...decodeFlow(new Uint16Array(3))]).toEqual([0, 0, 0]);
  });
});

it('object coordinates are exact to half a step of 1 / 65535', () => {
  fc.assert(
    fc.property(float(0, 1), (share) => {
      within(
        decodeObjectCoordinates(encodeObjectCoordinates(Float32Array.of(share)))[0]!,
        share,
        0.5 / 65_535,
      );
    }),
  );
  expect([...encodeObjectCoordinates(Float32Array.of(-0.1, 1.1, 0))]).toEqual([0, 65_535, 0]);
});

describe('what is whole already', () => {
  const encodings = (greatest: number) =>
    modalityEncodings({ depthScaleM: 0.001, greatestInstanceId: greatest, greatestSemanticId: greatest });

  it('comes back as it was: ids in 8 or 16 bits, colours, shadows and occlusion', () => {
    for (const greatest of [255, 65_535]) {
      const { instance_id: instance, semantic_id: semantic } = encodings(greatest);
      expect(instance.pixel).toBe(greatest === 255 ? 'gray8' : 'gray16');
      fc.assert(
        fc.property(fc.uint16Array({ max: greatest }), (ids) => {
          expect(instance.decode(instance.encode(ids))).toEqual(ids);
          expect(semantic.decode(semantic.encode(ids))).toEqual(ids);
        }),
      );
    }
    const { rgb, rgb_clean: clean, albedo, shadow, occlusion } = encodings(255);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        for (const { encode, decode } of [rgb, clean, albedo, shadow])
          expect(decode(encode(bytes))).toEqual(bytes);
        const hidden = bytes.map((byte) => byte & 1);
        expect(occlusion.decode(occlusion.encode(hidden))).toEqual(hidden);
      }),
    );
    expect([...occlusion.encode(Uint8Array.of(0, 1))]).toEqual([0, 255]);
  });
});
