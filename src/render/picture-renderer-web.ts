import { ToolkitError } from '../core/error.ts';
import { createPassDrawer } from './pass-drawer.ts';
import { type Pass, planPasses } from './plan-passes.ts';
import type { DrawPictures } from './renderer.ts';
import { createThreeOnWebGl } from './three-renderer.ts';

/** Draws pictures without truth, on WebGL 2. */
export type PictureRenderer = {
  readonly drawPictures: DrawPictures;
  readonly close: () => void;
};

/** Samples a pixel is averaged over. */
const SAMPLES = 4;

/** Rows from the top: WebGL counts them from the bottom. */
function turnedOver(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const row = 4 * width;
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++)
    out.set(rgba.subarray((height - 1 - y) * row, (height - y) * row), y * row);
  return out;
}

/**
 * Makes a renderer of pictures for browsers without WebGPU.
 *
 * @throws {@link ToolkitError} `device/missing` where there is no WebGL 2 either.
 */
export async function createPictureRenderer(): Promise<PictureRenderer> {
  const canvas = new OffscreenCanvas(1, 1);
  if (canvas.getContext('webgl2') === null) {
    throw new ToolkitError(
      'device/missing',
      'A scene must be drawn with WebGPU or WebGL 2, and this browser has neither.',
      'Open the page in a current Chrome, Edge, Firefox or Safari, and see that graphics are not switched off there.',
    );
  }
  let fault: string | null = null;
  const three = await createThreeOnWebGl(canvas, (message) => {
    fault ??= message;
  });
  const drawer = createPassDrawer(three, SAMPLES);
  const drawOne = async (pass: Pass): Promise<Uint8Array> => {
    const { targets } = drawer.drawPicture(pass);
    const { width, height } = pass;
    const read = await three.three.readRenderTargetPixelsAsync(targets.rgb, 0, 0, width, height);
    if (fault !== null) {
      throw new ToolkitError(
        'device/lost',
        `WebGL must draw every pass, got: ${fault}.`,
        'Load the page again; if it stays, try another browser.',
      );
    }
    return turnedOver(read as Uint8Array, width, height);
  };
  return {
    drawPictures: async (world, views) => {
      const pictures: Uint8Array[] = [];
      for (const view of views) {
        const [pass] = planPasses([{ world, view }]);
        pictures.push(await drawOne(pass as Pass));
      }
      return pictures;
    },
    close: () => {
      drawer.dispose();
      three.dispose();
    },
  };
}
