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
  cutOpaque,
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

/** What to draw beside the picture: depth and ids, with normals or without; albedo and shadow. */
export type Channels = { readonly truth: boolean; readonly normal: boolean; readonly surface: boolean };

/** Draws one world's pictures. */
export type DrawPictures = (world: World, views: readonly PinholeView[]) => Promise<Uint8Array[]>;

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
   * Draws the pictures of `draw` alone, without truth, one view after the other.
   *
   * @returns For each, sRGB with alpha 255, [height, width, 4], rows from the top.
   * @throws {@link ToolkitError} `device/lost`.
   */
  readonly drawPictures: DrawPictures;
  /** Frees all that it holds on the GPU; the device stays open. */
  readonly close: () => void;
};

/** Nothing of the truth, where it was not drawn. */
const NO_TRUTH = { depthZ: new Float32Array(0), instanceId: new Uint16Array(0), normal: null } as const;

/** Cuts one tile out of the atlases that came back: picture and, where they were drawn, truth and surface. */
function cutTile(atlases: readonly AtlasBytes[], place: TilePlace, channels: Channels): TileImages {
  const [rgb, ...rest] = atlases as [AtlasBytes, ...AtlasBytes[]];
  const truth = channels.truth ? rest.shift() : undefined;
  const [surface] = rest;
  return {
    ...{ width: place.width, height: place.height, rgb: cutColor(rgb, place) },
    ...(truth === undefined ? NO_TRUTH : cutTruth(truth, place, channels.normal)),
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
      ...(channels.truth ? [channels.normal ? source(truthAndNormal, 16) : source(truth, 8)] : []),
      ...(channels.surface ? [source(surface, 4)] : []),
    ];
    const used = [Math.min(places.length, columns), Math.ceil(places.length / columns)] as const;
    const images = await readBack.read(sources, used[0] * pass.width, used[1] * pass.height, (atlases) =>
      places.map((place) => cutTile(atlases, place, channels)),
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
    drawPictures: async (world, views) => {
      const pictures: Uint8Array[] = [];
      for (const view of views) {
        const [pass] = planPasses([{ world, view }]);
        const { targets } = drawer.drawPicture(pass as Pass);
        const { width, height } = view.intrinsics;
        pictures.push(
          await readBack.read([source(targets.rgb, 4)], width, height, ([atlas]) =>
            cutOpaque(atlas as AtlasBytes, width, height),
          ),
        );
      }
      checkFault();
      return pictures;
    },
    close: () => {
      drawer.dispose();
      readBack.dispose();
      three.dispose();
    },
  };
}
