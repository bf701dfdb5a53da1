import { basename } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { hashFile } from '../../media/sha256.ts';
import type { OnnxSession, TensorInfo } from '../../onnx/session.ts';
import { createSession } from '../../onnx/session-node.ts';
import { type PictureSize, toPlanes } from './to-planes.ts';

/** A user's network that tells pictures' features. Holds native memory: close it. */
export type Backbone = {
  /** The file's name: what its scores are called by. */
  readonly name: string;
  readonly sha256: string;
  /** Features of each picture, in their order; all of one length. */
  readonly features: (frames: readonly Uint8Array[], size: PictureSize) => Promise<readonly Float32Array[]>;
  readonly close: () => Promise<void>;
};

const wrong = (file: string, what: string): ToolkitError =>
  new ToolkitError(
    'model/contract',
    `A backbone must take pictures, float32 [batch, 3, height, width], and give features, float32, but ${file} ${what}.`,
    'Export it with one such input and its features as first output, its own scaling of colours inside.',
  );

/** The one input of pictures: its name, and the size that it fixes. */
function pictureInput(inputs: readonly TensorInfo[], file: string) {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) throw wrong(file, `has ${inputs.length} inputs`);
  const [batch, channels, height, width, ...rest] = input.shape;
  const isPicture = channels === 3 && width !== undefined && rest.length === 0;
  if (input.type !== 'float32' || !isPicture) {
    throw wrong(file, `takes ${input.type} [${input.shape.join(', ')}]`);
  }
  const fixed = (side: number | string | undefined): number | null =>
    typeof side === 'number' && side > 0 ? side : null;
  return { name: input.name, batch: fixed(batch), height: fixed(height), width: fixed(width) };
}

/** Numbers of one call's features, a row a picture. */
function rowsOf(data: unknown, count: number, file: string): Float32Array[] {
  if (!(data instanceof Float32Array) || data.length === 0 || data.length % count !== 0) {
    throw wrong(file, 'gives something else');
  }
  if (!data.every((value) => Number.isFinite(value))) throw wrong(file, 'gives NaN or infinity');
  const size = data.length / count;
  return Array.from({ length: count }, (_, i) => data.slice(i * size, (i + 1) * size));
}

/**
 * Opens a network as a backbone. It runs on the CPU, so that its figures do not depend on the GPU that is there.
 *
 * @throws {@link ToolkitError} `model/not-onnx`; `model/contract` when it does not take pictures.
 */
export async function openBackbone(file: string): Promise<Backbone> {
  const session: OnnxSession = await createSession(file, file, { provider: 'cpu' });
  try {
    const input = pictureInput(session.inputs, file);
    const output = session.outputs[0];
    if (output?.type !== 'float32') throw wrong(file, `gives ${output?.type ?? 'nothing'}`);
    const { sha256 } = await hashFile(file);
    return {
      ...{ name: basename(file), sha256 },
      features: async (frames, size) => {
        const to = { width: input.width ?? size.width, height: input.height ?? size.height };
        const planes = frames.map((frame) => toPlanes(frame, size, to));
        const count = input.batch ?? planes.length;
        const rows: Float32Array[] = [];
        for (let first = 0; first < planes.length; first += count) {
          const here = planes.slice(first, first + count);
          const data = new Float32Array(count * 3 * to.width * to.height);
          // A last call of fewer pictures is filled up with its first.
          for (let i = 0; i < count; i++)
            data.set(here[i] ?? (here[0] as Float32Array), i * 3 * to.width * to.height);
          const dims = [count, 3, to.height, to.width];
          const results = await session.run({ [input.name]: { type: 'float32', dims, data } }, [output.name]);
          rows.push(...rowsOf(results[output.name]?.data, count, file).slice(0, here.length));
        }
        return rows;
      },
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}
