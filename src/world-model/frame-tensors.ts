import type { TensorInfo } from '../onnx/session.ts';
import { FRAME_RANGES, type FrameRange, type FrameTensor } from './contract.ts';
import { contradiction, type ModelDescription, refuse, tensorWords, wordFact } from './declared-facts.ts';
import { FRAME_LAYOUTS, type FrameLayout, frameAxes } from './frame-layout.ts';

const AXES: Readonly<Record<FrameLayout, string>> = {
  BTCHW: '[batch, frames, 3, height, width]',
  BTHWC: '[batch, frames, height, width, 3]',
  BCTHW: '[batch, 3, frames, height, width]',
  'B(TC)HW': '[batch, 3 × frames, height, width]',
};

/** The tensor of frames in `info`; refuses a type or a shape that holds no frames of that layout. */
export function frameTensor(model: ModelDescription, info: TensorInfo, layout: FrameLayout): FrameTensor {
  const { name, type, shape } = info;
  if (type !== 'float32' && type !== 'float16' && type !== 'uint8') {
    throw refuse(
      `Frames must be float32, float16 or uint8, and the graph of ${model.file} has ${tensorWords(info)}.`,
      'Export the model with float32 frames.',
    );
  }
  const rank = shape.length;
  const channels = rank === 4 || rank === 5 ? shape[frameAxes(layout, rank).channel] : null;
  const stack = layout === 'B(TC)HW';
  const fits = stack
    ? rank === 4 && (typeof channels === 'string' || Number(channels) % 3 === 0)
    : channels !== null && (typeof channels === 'string' || channels === 3);
  if (fits) return { name, type, rank };
  const key = 'wm.frames.layout';
  if (model.facts[key] !== undefined) {
    throw contradiction(model, key, `a layout that the frames have, and ${layout} is ${AXES[layout]}`, [
      info,
    ]);
  }
  throw refuse(
    `Frames must be laid out as ${layout}, ${AXES[layout]}, unless ${key} says otherwise, and the graph of ${model.file} has ${tensorWords(info)}.`,
    `Set ${key} in ${model.file}.wm.json to one of ${FRAME_LAYOUTS.join(', ')}, or bind another tensor.`,
  );
}

/** How many frames the tensor has where its shape fixes it. */
export function frameCount({ shape }: TensorInfo, layout: FrameLayout): number | null {
  if (layout === 'B(TC)HW') return typeof shape[1] === 'number' ? shape[1] / 3 : null;
  const { time } = frameAxes(layout, shape.length);
  const size = time === null ? 1 : shape[time];
  return typeof size === 'number' ? size : null;
}

/** The range that is said; where all frames are bytes, 0..255 and no other. */
export function frameRange(model: ModelDescription, infos: readonly TensorInfo[]): FrameRange {
  const key = 'wm.frames.range';
  const range = wordFact(model, key, FRAME_RANGES);
  if (infos.some(({ type }) => type !== 'uint8')) return range;
  if (model.facts[key] === undefined || range === '0..255') return '0..255';
  throw contradiction(model, key, '0..255 where frames are bytes', infos);
}
