import { join } from 'node:path';
import sharp from 'sharp';
import type { Dataset } from '../../open-dataset.ts';
import { clipFrames } from '../clip-source.ts';
import type { ExportView } from '../export-format.ts';
import { type ClipOutput, writeClip } from '../write-clip.ts';
import { depthGreys, depthHistogram, depthPicture } from './depth-picture.ts';
import { edgePicture } from './edge-picture.ts';
import { instancePicture } from './instance-picture.ts';

/** What a transfer can be guided by, in the trainer's words. */
export const CONTROLS = ['depth', 'seg', 'edge', 'blur'] as const;

export type Control = (typeof CONTROLS)[number];

/** The path of a control's video below the folder that holds `controls/`. */
export const controlPath = (control: Control, { id }: ExportView): string => `controls/${control}/${id}.mp4`;

/** Of the blur, pixels: that of a Gaussian kernel of 21, `0.3 (10 − 1) + 0.8`, the middle of what the trainer draws. */
const BLUR_SIGMA = 3.5;

async function* painted<Frame>(
  frames: AsyncIterable<Frame>,
  paint: (frame: Frame) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) yield paint(frame);
}

/** The controls that are made of the pictures themselves, to be written along with them. */
export function pictureControls(folder: string, view: ExportView): readonly ClipOutput[] {
  const { width, height } = view.fit;
  const blur = async (picture: Uint8Array): Promise<Uint8Array> => {
    const blurred = sharp(picture, { raw: { width, height, channels: 3 } }).blur(BLUR_SIGMA);
    return new Uint8Array(await blurred.raw().toBuffer());
  };
  return [
    { path: join(folder, controlPath('edge', view)), paint: (rgb) => edgePicture(rgb, width, height) },
    { path: join(folder, controlPath('blur', view)), paint: blur },
  ];
}

/**
 * Writes the controls that are the truth: depth and instances.
 *
 * @throws {@link ToolkitError} as `clipFrames` and `writeClip`.
 */
export async function writeTruthControls(dataset: Dataset, folder: string, view: ExportView): Promise<void> {
  const { fit, fps } = view;
  const size = { width: fit.width, height: fit.height, fps };
  const depths = () => clipFrames(dataset, view, 'depth_z_m');
  const greys = depthGreys(await depthHistogram(depths()));
  const depth = painted(depths(), (frame) => depthPicture(frame, greys));
  await writeClip(join(folder, controlPath('depth', view)), size, depth);
  const instances = painted(clipFrames(dataset, view, 'instance_id'), instancePicture);
  await writeClip(join(folder, controlPath('seg', view)), size, instances);
}
