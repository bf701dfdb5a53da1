import { encodeFloat16 } from '../onnx/float16.ts';
import type { FrameRange } from './contract.ts';
import type { FrameStrides } from './frame-layout.ts';

/** The 256 numbers that stand for the 8-bit levels in a model's own type and range. */
export function levelTable(
  type: 'float32' | 'float16' | 'uint8',
  range: FrameRange,
): Float32Array | Uint16Array | Uint8Array {
  if (type === 'uint8') return Uint8Array.from({ length: 256 }, (_, level) => level);
  const levels = Float32Array.from({ length: 256 }, (_, level) =>
    range === '0..255' ? level : range === '-1..1' ? level / 127.5 - 1 : level / 255,
  );
  return type === 'float16' ? Uint16Array.from(levels, encodeFloat16) : levels;
}

/**
 * Writes 8-bit frames (each [height, width, 3]) into a model's input, from `target[start]` on, in
 * the layout that the strides say.
 */
export function encodeFrames(
  frames: readonly Uint8Array[],
  table: Float32Array | Uint16Array | Uint8Array,
  target: Float32Array | Uint16Array | Uint8Array,
  strides: FrameStrides,
  start = 0,
): void {
  const { time, channel, pixel } = strides;
  for (let t = 0; t < frames.length; t++) {
    const frame = frames[t] as Uint8Array;
    let to = start + t * time;
    for (let from = 0; from < frame.length; from += 3) {
      target[to] = table[frame[from]!]!;
      target[to + channel] = table[frame[from + 1]!]!;
      target[to + 2 * channel] = table[frame[from + 2]!]!;
      to += pixel;
    }
  }
}
