import { ToolkitError } from '../core/error.ts';

/** WebGPU wants every row of a copied texture to begin at a multiple of this. */
const ROW_ALIGNMENT_BYTES = 256;

/** A texture to copy and the bytes that one of its pixels takes. */
export type ReadBackSource = { readonly texture: GPUTexture; readonly pixelBytes: number };

/** Copies a frame's textures to the processor in one go; the buffer is kept from frame to frame. */
export type ReadBack = {
  /** Rows without padding, one array a source. The arrays are the caller's. */
  readonly read: (sources: readonly ReadBackSource[], width: number, height: number) => Promise<Uint8Array[]>;
  readonly dispose: () => void;
};

const NAP = typeof process === 'undefined' ? null : new Int32Array(new SharedArrayBuffer(4));

/**
 * Waits for a buffer to be mapped. Dawn spins a whole core while a map is pending in Node; half a
 * millisecond of sleep between its polls gives that core back to the software driver's threads.
 */
async function mapped(buffer: GPUBuffer, bytes: number): Promise<void> {
  let done = false;
  const map = buffer.mapAsync(GPUMapMode.READ, 0, bytes).finally(() => {
    done = true;
  });
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!done && NAP !== null) Atomics.wait(NAP, 0, 0, 0.5);
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
    read: async (sources, width, height) => {
      const rows = sources.map(
        ({ pixelBytes }) => Math.ceil((width * pixelBytes) / ROW_ALIGNMENT_BYTES) * ROW_ALIGNMENT_BYTES,
      );
      const total = rows.reduce((sum, row) => sum + row * height, 0);
      const target = room(total);
      const encoder = device.createCommandEncoder();
      let offset = 0;
      sources.forEach(({ texture }, i) => {
        encoder.copyTextureToBuffer(
          { texture },
          { buffer: target, offset, bytesPerRow: rows[i] as number },
          { width, height },
        );
        offset += (rows[i] as number) * height;
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
      const bytes = new Uint8Array(target.getMappedRange(0, total));
      let start = 0;
      const images = sources.map(({ pixelBytes }, i) => {
        const row = rows[i] as number;
        const image = new Uint8Array(width * height * pixelBytes);
        for (let y = 0; y < height; y++) {
          const at = start + y * row;
          image.set(bytes.subarray(at, at + width * pixelBytes), y * width * pixelBytes);
        }
        start += row * height;
        return image;
      });
      target.unmap();
      return images;
    },
    dispose: () => buffer?.destroy(),
  };
}
