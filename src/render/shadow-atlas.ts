import { float, vec4 } from 'three/tsl';
import {
  ArrayCamera,
  Box3,
  type CoordinateSystem,
  DepthTexture,
  LessEqualCompare,
  LinearFilter,
  Matrix4,
  type NodeMaterial,
  OrthographicCamera,
  RedFormat,
  RenderTarget,
  type Scene,
  Vector3,
  Vector4,
  WebGLCoordinateSystem,
} from 'three/webgpu';
import type { Body, Episode } from '../core/episode.ts';
import { joinDecor } from '../core/join-decor.ts';
import { add, rotate, type Vec3 } from '../core/pose.ts';
import { shapeExtent } from '../core/shape-extent.ts';
import { clipPosition } from './body-nodes.ts';
import { createMaterial } from './create-material.ts';
import type { ThreeRenderer } from './three-renderer.ts';
import { MAX_TILES, type SunShadow, sunsOf } from './tile-lighting.ts';
import { casterLayer } from './world-slot.ts';

/** Room around the bodies' places in which shadows are cast, metres. */
const SHADOW_MARGIN = 0.75;

/** Where shadows matter: around the bodies (not the ground) as the episode begins, and below them. */
function shadowBounds(bodies: readonly Body[]): Box3 {
  const bounds = new Box3();
  for (const body of bodies) {
    if (body.shape.kind === 'plane') continue;
    for (const [x, y, z] of markedPoints(body)) {
      bounds.expandByPoint(new Vector3(x, y, z));
      bounds.expandByPoint(new Vector3(x, y, 0));
    }
  }
  if (bounds.isEmpty()) bounds.expandByPoint(new Vector3());
  return bounds.expandByScalar(SHADOW_MARGIN);
}

/** Points of a body that its shadow must not miss: its centre, or the corners of a mesh or compound, which may be large. */
function markedPoints({ shape, position, orientation }: Body): readonly Vec3[] {
  if (shape.kind !== 'mesh' && shape.kind !== 'compound') return [position];
  const { center, size } = shapeExtent(shape);
  return [-0.5, 0.5].flatMap((x) =>
    [-0.5, 0.5].flatMap((y) =>
      [-0.5, 0.5].map((z) =>
        add(position, rotate(orientation, add(center, [x * size[0], y * size[1], z * size[2]]))),
      ),
    ),
  );
}

/** All suns' shadow maps of all worlds that are drawn together, side by side in one depth texture. */
export type ShadowAtlas = {
  readonly texture: DepthTexture;
  /** Aims the maps of a world's suns; `null` for a sun that casts no shadow. */
  readonly aim: (slot: number, episode: Episode) => readonly (SunShadow | null)[];
  /** Draws the maps of the worlds in the first `slots` slots. */
  readonly draw: (renderer: ThreeRenderer, scene: Scene, slots: number) => void;
  readonly dispose: () => void;
};

type Lamp = OrthographicCamera & { readonly viewport: Vector4 };

function createLamp(clip: CoordinateSystem): Lamp {
  const lamp = new OrthographicCamera();
  lamp.coordinateSystem = clip;
  lamp.layers.disableAll();
  return Object.assign(lamp, { viewport: new Vector4() });
}

/** Looks along a sun's light at all that is in `bounds`. */
function aimLamp(lamp: Lamp, bounds: Box3, [x, y, z]: Vec3): { readonly radius: number } {
  const center = bounds.getCenter(new Vector3());
  const radius = bounds.getSize(new Vector3()).length() / 2;
  const steep = Math.abs(z) > 0.999;
  lamp.position.copy(center).addScaledVector(new Vector3(x, y, z), -2 * radius);
  lamp.up.set(0, steep ? 1 : 0, steep ? 0 : 1);
  lamp.lookAt(center);
  lamp.left = lamp.bottom = -radius;
  lamp.right = lamp.top = radius;
  lamp.near = radius * 0.5;
  lamp.far = radius * 3.5;
  lamp.updateProjectionMatrix();
  lamp.updateMatrixWorld(true);
  return { radius };
}

/**
 * From clip space to (u, v, depth) of a square of the atlas whose upper left corner is (u, v). WebGL's clip space is
 * −1…1 deep, its depth textures 0…1 as WebGPU's.
 */
function atlasFromClip(clip: CoordinateSystem, u: number, v: number, share: number): Matrix4 {
  const [deep, from] = clip === WebGLCoordinateSystem ? [0.5, 0.5] : [1, 0];
  return new Matrix4().set(
    ...([share / 2, 0, 0, u + share / 2] as const),
    ...([0, -share / 2, 0, v + share / 2] as const),
    ...([0, 0, deep, from] as const),
    ...([0, 0, 0, 1] as const),
  );
}

/** Writes depth alone. */
function createCasterMaterial(): NodeMaterial {
  const material = createMaterial();
  material.vertexNode = clipPosition;
  material.fragmentNode = vec4(float(0));
  material.colorWrite = false;
  return material;
}

/**
 * @param side - Texels along a side of one map.
 * @param suns - Maps a world has.
 * @param worlds - Worlds that it has room for.
 * @param clip - Three's name of the renderer's clip space.
 */
export function createShadowAtlas(
  side: number,
  suns: number,
  worlds: number,
  clip: CoordinateSystem,
): ShadowAtlas {
  const columns = Math.ceil(Math.sqrt(suns * worlds));
  const total = columns * side;
  const texture = new DepthTexture(total, total);
  texture.compareFunction = LessEqualCompare;
  texture.minFilter = texture.magFilter = LinearFilter;
  const options = { depthTexture: texture, format: RedFormat, generateMipmaps: false };
  const target = new RenderTarget(total, total, options);
  const material = createCasterMaterial();
  const lamps = Array.from({ length: MAX_TILES }, () => createLamp(clip));
  const camera = new ArrayCamera(lamps as never);
  camera.coordinateSystem = clip;
  camera.layers.enableAll();

  const aimOne = (index: number, bounds: Box3, direction: Vec3): SunShadow => {
    const lamp = lamps[index] as Lamp;
    const { radius } = aimLamp(lamp, bounds, direction);
    const [column, row] = [index % columns, Math.floor(index / columns)];
    lamp.viewport.set(column * side, row * side, side, side);
    const share = 1 / columns;
    const [u, v] = [column * share, row * share];
    const clipFromWorld = new Matrix4().multiplyMatrices(lamp.projectionMatrix, lamp.matrixWorldInverse);
    const edge = 2 / total;
    return {
      atlasFromWorld: atlasFromClip(clip, u, v, share).multiply(clipFromWorld),
      bounds: [u + edge, v + edge, u + share - edge, v + share - edge],
      // Without a step off the surface along its normal, a lit face shadows itself in stripes.
      normalBias: (1.5 * 2 * radius) / side,
    };
  };

  return {
    texture,
    aim: (slot, episode) => {
      const bounds = shadowBounds(joinDecor(episode).bodies);
      return sunsOf(episode.lights).map((sun, i) => {
        if (!sun.shadow) return null;
        lamps[slot * suns + i]?.layers.set(casterLayer(slot));
        return aimOne(slot * suns + i, bounds, sun.direction);
      });
    },
    draw: ({ three }, scene, slots) => {
      for (const lamp of lamps.slice(slots * suns)) lamp.layers.disableAll();
      if (lamps.every(({ layers }) => layers.mask === 0)) return;
      scene.overrideMaterial = material;
      three.setRenderTarget(target);
      three.render(scene, camera);
      scene.overrideMaterial = null;
    },
    dispose: () => {
      target.dispose();
      material.dispose();
    },
  };
}
