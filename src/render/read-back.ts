import { ToolkitError } from '../core/error.ts';
import type { AtlasBytes } from './tile-images.ts';

/** WebGPU wants every row of a copied texture to begin at a multiple of this. */
const ROW_ALIGNMENT_BYTES = 256;

/** A texture to copy and the bytes that one of its pixels takes. */
export type ReadBackSource = { readonly texture: GPUTexture; readonly pixelBytes: number };

/** Copies a pass's textures to the processor in one go; the buffer is kept from pass to pass. */
export type ReadBack = {
  /**
   * Copies the upper left `width` × `height` pixels of every source and hands them to `use`, whose bytes are
   * gone when it returns.
   */
  readonly read: <T>(
    sources: readonly ReadBackSource[],
    width: number,
    height: number,
    use: (images: readonly AtlasBytes[]) => T,
  ) => Promise<T>;
  readonly dispose: () => void;
};

const NAP = typeof process === 'undefined' ? null : new Int32Array(new SharedArrayBuffer(4));

/**
 * Waits for a buffer to be mapped. Dawn spins a whole core while a map is pending in Node; half a
 * millisecond of sleep between its polls gives that core back to the software driver's threads.
 */
async function mapped(buffer: GPUBuffer, bytes: number): Promise<void> {
  if (NAP === null) return buffer.mapAsync(GPUMapMode.READ, 0, bytes);
  let done = false;
  const map = buffer.mapAsync(GPUMapMode.READ, 0, bytes).finally(() => {
    done = true;
  });
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!done) Atomics.wait(NAP, 0, 0, 0.5);
  }
  await map;
}

export function createReadBack(device: GPUDevice): ReadBack {
  let buffer: GPUBuffer | null = null;
  const room = (bytes: number): GPUBuffer => {
    if (buffer === null || buffer.size < bytes) {
      buffer?.destroy();
      buffer = device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    }
    return buffer;
  };
  return {
    read: async (sources, width, height, use) => {
      const rows = sources.map(
        ({ pixelBytes }) => Math.ceil((width * pixelBytes) / ROW_ALIGNMENT_BYTES) * ROW_ALIGNMENT_BYTES,
      );
      const total = rows.reduce((sum, row) => sum + row * height, 0);
      const target = room(total);
      const encoder = device.createCommandEncoder();
      let offset = 0;
      const starts = sources.map(({ texture }, i) => {
        const start = offset;
        const bytesPerRow = rows[i] as number;
        encoder.copyTextureToBuffer({ texture }, { buffer: target, offset, bytesPerRow }, { width, height });
        offset += bytesPerRow * height;
        return start;
      });
      device.queue.submit([encoder.finish()]);
      try {
        await mapped(target, total);
      } catch (cause) {
        throw new ToolkitError(
          'device/lost',
          `The GPU must give its picture back, got: ${cause instanceof Error ? cause.message : cause}.`,
          'Run the same command again: it goes on where it stopped.',
          { cause },
        );
      }
      const range = target.getMappedRange(0, total);
      try {
        return use(
          starts.map((start, i) => {
            const rowBytes = rows[i] as number;
            return { bytes: new Uint8Array(range, start, rowBytes * height), rowBytes };
          }),
        );
      } finally {
        target.unmap();
      }
    },
    dispose: () => buffer?.destroy(),
  };
}
