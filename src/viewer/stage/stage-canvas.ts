import type { Stage, StageCanvas } from './stage.ts';

/** Sizes a canvas to an image; a change of size clears it. */
function resize(element: HTMLCanvasElement, width: number, height: number): void {
  if (element.width !== width) element.width = width;
  if (element.height !== height) element.height = height;
}

function rgbaOf(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) {
    rgba[o] = rgb[i] as number;
    rgba[o + 1] = rgb[i + 1] as number;
    rgba[o + 2] = rgb[i + 2] as number;
    rgba[o + 3] = 255;
  }
  return rgba;
}

/** Makes a canvas one that the stage can draw on; it then belongs to that stage. */
export function stageCanvas({ device }: Stage, element: HTMLCanvasElement): StageCanvas {
  if (device === null) {
    const flat = element.getContext('2d');
    return {
      element,
      context: () => null,
      paint: (rgb, width, height) => {
        resize(element, width, height);
        flat?.putImageData(new ImageData(rgbaOf(rgb), width, height), 0, 0);
      },
    };
  }
  const context = element.getContext('webgpu') as GPUCanvasContext;
  const usage = GPUTextureUsage.COPY_DST | GPUTextureUsage.COPY_SRC | GPUTextureUsage.RENDER_ATTACHMENT;
  context.configure({ device, format: 'rgba8unorm', usage, alphaMode: 'opaque' });
  return {
    element,
    context: (width, height) => {
      resize(element, width, height);
      return context;
    },
    paint: (rgb, width, height) => {
      resize(element, width, height);
      const to = { texture: context.getCurrentTexture() };
      device.queue.writeTexture(to, rgbaOf(rgb), { bytesPerRow: 4 * width }, [width, height]);
    },
  };
}
