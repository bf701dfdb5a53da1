import {
  Color,
  FloatType,
  NearestFilter,
  type PerspectiveCamera,
  RenderTarget,
  RGFormat,
  SRGBColorSpace,
  UnsignedByteType,
} from 'three/webgpu';
import type { Episode, EpisodeCamera, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Frame } from '../core/frame.ts';
import { createReadBack } from './read-back.ts';
import { createStage, createStageMaterials, threeCamera } from './stage.ts';
import { createThreeRenderer } from './three-renderer.ts';

/** Samples a pixel of the picture is averaged over; its truth has one, at the pixel's centre. */
const RGB_SAMPLES = 4;

/** An episode made visible. */
export type View = {
  /** Draws the world as `state` has it, by each camera named, in that order. */
  readonly draw: (state: WorldState, cameras: readonly string[]) => Promise<Frame[]>;
  readonly close: () => void;
};

/** Draws episodes on one GPU device. */
export type Renderer = {
  /**
   * @param ids - Instance id of every body, by name.
   * @param width - Pixels, even.
   * @param height - Pixels, even.
   */
  readonly open: (
    episode: Episode,
    ids: Readonly<Record<string, number>>,
    width: number,
    height: number,
  ) => View;
  readonly close: () => void;
};

type Targets = { readonly rgb: RenderTarget; readonly truth: RenderTarget };

function createTargets(width: number, height: number): Targets {
  const rgb = new RenderTarget(width, height, {
    type: UnsignedByteType,
    colorSpace: SRGBColorSpace,
    samples: RGB_SAMPLES,
    generateMipmaps: false,
  });
  const truth = new RenderTarget(width, height, {
    type: FloatType,
    format: RGFormat,
    magFilter: NearestFilter,
    minFilter: NearestFilter,
    generateMipmaps: false,
  });
  return { rgb, truth };
}

/** Splits the two textures' bytes into a frame. */
function toFrame(rgba: Uint8Array, truth: Uint8Array, width: number, height: number): Frame {
  const pixels = width * height;
  const rgb = new Uint8Array(pixels * 3);
  const depthZ = new Float32Array(pixels);
  const instanceId = new Uint16Array(pixels);
  const pairs = new Float32Array(truth.buffer, truth.byteOffset, pixels * 2);
  for (let i = 0; i < pixels; i++) {
    rgb[i * 3] = rgba[i * 4] as number;
    rgb[i * 3 + 1] = rgba[i * 4 + 1] as number;
    rgb[i * 3 + 2] = rgba[i * 4 + 2] as number;
    depthZ[i] = pairs[i * 2] as number;
    instanceId[i] = pairs[i * 2 + 1] as number;
  }
  return { width, height, images: { rgb, depth_z_m: depthZ, instance_id: instanceId } };
}

/**
 * Makes a renderer on an open GPU device: the picture antialiased over four samples a pixel in
 * linear light, then Z-depth and instance id at each pixel's centre, copied back together.
 *
 * @throws {@link ToolkitError} `device/lost` from `draw` when the GPU reports an error.
 */
export async function createRenderer(device: GPUDevice): Promise<Renderer> {
  let fault: string | null = null;
  const { three, nextFrame, gpuTexture } = await createThreeRenderer(device, (message) => {
    fault ??= message;
  });
  three.shadowMap.enabled = true;
  const materials = createStageMaterials();
  const readBack = createReadBack(device);
  const nothing = new Color(0, 0, 0);
  let targets: Targets | null = null;

  const open: Renderer['open'] = (episode, ids, width, height) => {
    if (targets === null || targets.rgb.width !== width || targets.rgb.height !== height) {
      targets?.rgb.dispose();
      targets?.truth.dispose();
      targets = createTargets(width, height);
    }
    const { rgb, truth } = targets;
    const stage = createStage(episode, ids, materials);
    const cameras = new Map<string, PerspectiveCamera>(
      episode.cameras.map((camera: EpisodeCamera) => [camera.name, threeCamera(camera, width, height)]),
    );
    const drawOne = async (camera: PerspectiveCamera): Promise<Frame> => {
      three.setRenderTarget(rgb);
      three.setClearColor(stage.background, 1);
      three.render(stage.scene, camera);
      stage.scene.overrideMaterial = materials.truth;
      three.setRenderTarget(truth);
      three.setClearColor(nothing, 0);
      three.render(stage.scene, camera);
      stage.scene.overrideMaterial = null;
      const [rgba, pairs] = await readBack.read(
        [
          { texture: gpuTexture(rgb.texture), pixelBytes: 4 },
          { texture: gpuTexture(truth.texture), pixelBytes: 8 },
        ],
        width,
        height,
      );
      if (fault !== null) {
        throw new ToolkitError(
          'device/lost',
          `The GPU must draw every pass, got: ${fault}.`,
          'Run with another --driver, and report the message.',
        );
      }
      return toFrame(rgba as Uint8Array, pairs as Uint8Array, width, height);
    };
    return {
      draw: async (state, names) => {
        stage.apply(state);
        nextFrame();
        const frames: Frame[] = [];
        for (const name of names) frames.push(await drawOne(cameras.get(name) as PerspectiveCamera));
        return frames;
      },
      close: stage.dispose,
    };
  };

  return {
    open,
    close: () => {
      targets?.rgb.dispose();
      targets?.truth.dispose();
      readBack.dispose();
      materials.lit.dispose();
      materials.truth.dispose();
      three.dispose();
    },
  };
}
