import { ArrayCamera, Camera, type CoordinateSystem, Matrix4, Vector4 } from 'three/webgpu';
import type { CameraIntrinsics } from '../core/camera.ts';
import type { Mat4 } from '../core/pose.ts';
import type { TilePlace } from './tile-images.ts';
import { MAX_TILES } from './tile-lighting.ts';
import { seenLayer } from './world-slot.ts';

/** A pinhole view. */
export type PinholeView = {
  readonly intrinsics: CameraIntrinsics;
  /** OpenCV camera axes. */
  readonly worldFromCamera: Mat4;
  /** Nearest and farthest Z-depth drawn, metres. */
  readonly near: number;
  readonly far: number;
  /** Its picture is finer than what is made of it, so one sample a pixel will do. */
  readonly isFine: boolean;
};

/** OpenCV camera axes (y down, z forward) to those that three draws with (y up, z backward). */
const OPENGL_FROM_OPENCV = new Matrix4().makeScale(1, -1, -1);

/** The cameras of all tiles as one of three's: it draws every body once a tile, in one pass. */
export type TileCamera = {
  readonly camera: ArrayCamera;
  /** Aims a tile's camera at the world in `slot`. */
  readonly aim: (tile: number, view: PinholeView, slot: number, place: TilePlace) => void;
  /** Only the first `tiles` are drawn. */
  readonly limit: (tiles: number) => void;
};

/**
 * @param clip - Three's name of the renderer's clip space. Depth runs from 0 to 1 in either: WebGL then uses half of
 * its range, which a picture does not show.
 */
export function createTileCamera(clip: CoordinateSystem): TileCamera {
  const cameras = Array.from({ length: MAX_TILES }, () => {
    const camera = new Camera();
    camera.coordinateSystem = clip;
    camera.matrixAutoUpdate = false;
    camera.matrixWorldAutoUpdate = false;
    camera.layers.disableAll();
    return Object.assign(camera, { viewport: new Vector4(0, 0, 1, 1) });
  });
  const camera = new ArrayCamera(cameras as never);
  camera.coordinateSystem = clip;
  camera.layers.enableAll();
  return {
    camera,
    aim(tile, { intrinsics: k, worldFromCamera: m, near, far }, slot, { left, top }) {
      const one = cameras[tile] as (typeof cameras)[number];
      one.layers.set(seenLayer(slot));
      one.viewport.set(left, top, k.width, k.height);
      one.matrix
        .fromArray(m as number[])
        .transpose()
        .multiply(OPENGL_FROM_OPENCV);
      one.matrixWorld.copy(one.matrix);
      one.matrixWorldInverse.copy(one.matrix).invert();
      // Clip depth 0 at near and 1 at far; w is the Z-depth.
      one.projectionMatrix.set(
        ...([(2 * k.fx) / k.width, 0, 1 - (2 * k.cx) / k.width, 0] as const),
        ...([0, (2 * k.fy) / k.height, (2 * k.cy) / k.height - 1, 0] as const),
        ...([0, 0, -far / (far - near), (-far * near) / (far - near)] as const),
        ...([0, 0, -1, 0] as const),
      );
      one.projectionMatrixInverse.copy(one.projectionMatrix).invert();
    },
    limit(tiles) {
      for (const one of cameras.slice(tiles)) one.layers.disableAll();
    },
  };
}
