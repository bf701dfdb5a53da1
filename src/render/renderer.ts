import type { RenderTarget } from 'three/webgpu';
import type { Episode, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { createPassDrawer } from './pass-drawer.ts';
import { type Pass, planPasses } from './plan-passes.ts';
import { createReadBack } from './read-back.ts';
import { createThreeRenderer } from './three-renderer.ts';
import type { PinholeView } from './tile-camera.ts';
import {
  type AtlasBytes,
  cutAlpha,
  cutColor,
  cutTruth,
  type TileImages,
  type TilePlace,
} from './tile-images.ts';

/** An episode at one moment. The same object stands for the same world. */
export type World = {
  readonly episode: Episode;
  /** Instance id of every body, by name. */
  readonly ids: Readonly<Record<string, number>>;
  readonly state: WorldState;
};

/** What to draw beside picture, depth and ids: normals; albedo and shadow. */
export type Channels = { readonly normal: boolean; readonly surface: boolean };

/** Draws worlds on one GPU device. */
export type Renderer = {
  /**
   * Draws each world by a pinhole camera; as many together as a pass takes. What is drawn with what
   * changes no image but by rounding (RGB by at most 1/255).
   *
   * @throws {@link ToolkitError} `device/lost` when the GPU reports an error.
   */
  readonly draw: (
    shots: readonly { readonly world: World; readonly view: PinholeView }[],
    channels: Channels,
  ) => Promise<TileImages[]>;
  /**
   * Shows a world on a canvas: the picture of `draw`, without truth, and nothing is read back.
   *
   * @param context - Of a canvas of the view's size, configured for this device as `rgba8unorm` with `COPY_DST`.
   * @throws {@link ToolkitError} `device/lost` when the GPU has reported an error.
   */
  readonly present: (world: World, view: PinholeView, context: GPUCanvasContext) => void;
  /** Frees all that it holds on the GPU; the device stays open. */
  readonly close: () => void;
};

/** Cuts one tile out of the atlases that came back: picture, truth and, where it was drawn, surface. */
function cutTile(atlases: readonly AtlasBytes[], place: TilePlace, normal: boolean): TileImages {
  const [rgb, truth, surface] = atlases as [AtlasBytes, AtlasBytes, AtlasBytes | undefined];
  return {
    ...{ width: place.width, height: place.height, rgb: cutColor(rgb, place) },
    ...cutTruth(truth, place, normal),
    albedo: surface === undefined ? null : cutColor(surface, place),
    shadow: surface === undefined ? null : cutAlpha(surface, place),
  };
}

/** Samples a pixel of the picture is averaged over. */
const SAMPLES = 4;

/**
 * Makes a renderer on an open GPU device.
 *
 * @param samples - A pixel's, 4 (default) for an antialiased picture, or 1.
 */
export async function createRenderer(device: GPUDevice, samples: 1 | 4 = SAMPLES): Promise<Renderer> {
  let fault: string | null = null;
  const three = await createThreeRenderer(device, (message) => {
    fault ??= message;
  });
  const drawer = createPassDrawer(three, samples);
  const readBack = createReadBack(device);
  const source = ({ texture }: RenderTarget, pixelBytes: number) => ({
    texture: three.gpuTexture(texture),
    pixelBytes,
  });

  const checkFault = (): void => {
    if (fault === null) return;
    throw new ToolkitError(
      'device/lost',
      `The GPU must draw every pass, got: ${fault}.`,
      'Run with another --driver, and report the message.',
    );
  };

  const drawPass = async (pass: Pass, channels: Channels): Promise<TileImages[]> => {
    const { targets, places } = drawer.draw(pass, channels);
    const { rgb, truth, truthAndNormal, surface, columns } = targets;
    const sources = [
      source(rgb, 4),
      channels.normal ? source(truthAndNormal, 16) : source(truth, 8),
      ...(channels.surface ? [source(surface, 4)] : []),
    ];
    const used = [Math.min(places.length, columns), Math.ceil(places.length / columns)] as const;
    const images = await readBack.read(sources, used[0] * pass.width, used[1] * pass.height, (atlases) =>
      places.map((place) => cutTile(atlases, place, channels.normal)),
    );
    checkFault();
    return images;
  };

  return {
    draw: async (shots, channels) => {
      const images: TileImages[] = new Array(shots.length);
      for (const pass of planPasses(shots)) {
        const drawn = await drawPass(pass, channels);
        pass.tiles.forEach(({ order }, i) => {
          images[order] = drawn[i] as TileImages;
        });
      }
      return images;
    },
    present: (world, view, context) => {
      const [pass] = planPasses([{ world, view }]);
      const { targets } = drawer.drawPicture(pass as Pass);
      const { width, height } = view.intrinsics;
      const encoder = device.createCommandEncoder();
      const texture = three.gpuTexture(targets.rgb.texture);
      encoder.copyTextureToTexture({ texture }, { texture: context.getCurrentTexture() }, [width, height]);
      device.queue.submit([encoder.finish()]);
      checkFault();
    },
    close: () => {
      drawer.dispose();
      readBack.dispose();
      three.dispose();
    },
  };
}
