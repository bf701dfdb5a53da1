import { decodeFloat16 } from '../onnx/float16.ts';
import type { TensorValue } from '../onnx/session.ts';
import type { FrameRange } from './contract.ts';
import { type FrameLayout, frameStrides } from './frame-layout.ts';

/**
 * A model's own frames as [frames, 3, height, width] in [0, 1]. Where the model already speaks so,
 * this is its own array, not a copy.
 */
export function decodeFrames(
  output: TensorValue,
  layout: FrameLayout,
  range: FrameRange,
  frames: number,
  pixels: number,
): Float32Array {
  const plain = layout === 'BTCHW' || layout === 'B(TC)HW';
  if (plain && range === '0..1' && output.data instanceof Float32Array) return output.data;
  const strides = frameStrides(layout, frames, pixels);
  const half = output.type === 'float16';
  const data = output.data as Float32Array | Uint16Array | Uint8Array;
  const bytes = output.type === 'uint8' || range === '0..255';
  const [scale, shift] = bytes ? [1 / 255, 0] : range === '-1..1' ? [0.5, 0.5] : [1, 0];
  const decoded = new Float32Array(frames * 3 * pixels);
  let to = 0;
  for (let t = 0; t < frames; t++) {
    for (let c = 0; c < 3; c++) {
      let from = t * strides.time + c * strides.channel;
      for (let p = 0; p < pixels; p++, from += strides.pixel) {
        const value = data[from]!;
        decoded[to++] = (half ? decodeFloat16(value) : value) * scale + shift;
      }
    }
  }
  return decoded;
}
