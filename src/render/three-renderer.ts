import { WebGPURenderer } from 'three/webgpu';

/** A canvas that shows nothing: three wants one, and we draw only into textures. */
function standInCanvas(): HTMLCanvasElement {
  const canvas = {
    width: 1,
    height: 1,
    style: {},
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    setAttribute: () => undefined,
    getContext: () => ({
      configure: () => undefined,
      unconfigure: () => undefined,
      getCurrentTexture: () => {
        throw new Error('worldwright draws into textures only');
      },
    }),
  };
  return canvas as unknown as HTMLCanvasElement;
}

/** Three's renderer without a window, and the one thing that a window would have done for it. */
export type ThreeRenderer = {
  readonly three: WebGPURenderer;
  /** Starts a new frame: without it three never draws the shadow map again. */
  readonly nextFrame: () => void;
  /** The GPU's own texture behind one of three's. */
  readonly gpuTexture: (texture: object) => GPUTexture;
  /** Frees three and leaves the device as it was found. */
  readonly dispose: () => void;
};

/** The parts of three that it keeps to itself and that a headless run must reach (three 0.187). */
type Inside = {
  _animation: { setContext(context: object): void };
  backend: { get(texture: object): { texture: GPUTexture } };
  onError: (error: unknown) => void;
};

/**
 * Three's `WebGPURenderer` on a given device, with neither canvas nor window, in Node and in a
 * browser alike. Every reach into three's private parts is in this file; three is pinned exactly.
 *
 * @param onError - Told of every GPU error: an invalid pass would otherwise leave a blank frame.
 */
export async function createThreeRenderer(
  device: GPUDevice,
  onError: (message: string) => void,
): Promise<ThreeRenderer> {
  const three = new WebGPURenderer({ canvas: standInCanvas(), device, antialias: false });
  const listen = (event: GPUUncapturedErrorEvent): void => onError(event.error.message);
  device.addEventListener('uncapturederror', listen);
  return takeReins(three, onError, () => device.removeEventListener('uncapturederror', listen));
}

/**
 * The same on WebGL 2, in a browser that has no WebGPU: enough for pictures, while truth needs what WebGL lacks.
 *
 * @param canvas - Whose context it takes; nothing is shown on it.
 */
export function createThreeOnWebGl(
  canvas: OffscreenCanvas,
  onError: (message: string) => void,
): Promise<ThreeRenderer> {
  const three = new WebGPURenderer({
    canvas: canvas as unknown as HTMLCanvasElement,
    forceWebGL: true,
    antialias: false,
  });
  return takeReins(three, onError, () => undefined);
}

/** Starts a renderer whose frames begin when we say so, and whose errors are told. */
async function takeReins(
  three: WebGPURenderer,
  onError: (message: string) => void,
  onDispose: () => void,
): Promise<ThreeRenderer> {
  const inside = three as unknown as Inside;
  inside.onError = (error) => onError(error instanceof Error ? error.message : JSON.stringify(error));
  await three.init();
  let callback: ((time: number) => void) | null = null;
  inside._animation.setContext({
    requestAnimationFrame: (next: (time: number) => void) => {
      callback = next;
      return 1;
    },
    cancelAnimationFrame: () => undefined,
  });
  return {
    three,
    nextFrame: () => {
      const frame = callback;
      callback = null;
      frame?.(0);
    },
    gpuTexture: (texture) => inside.backend.get(texture).texture,
    dispose: () => {
      onDispose();
      three.dispose();
    },
  };
}
