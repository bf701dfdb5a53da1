import { abs, atan, int, mix, normalGeometry, select, texture, vec2, vec3 } from 'three/tsl';
import {
  DataArrayTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  RedFormat,
  RepeatWrapping,
  UnsignedByteType,
} from 'three/webgpu';
import { PATTERNS } from '../core/episode.ts';
import {
  type Float,
  flat,
  instance,
  passed,
  surfaceKind,
  unitPosition,
  type Vec2,
  type Vec3,
} from './body-nodes.ts';
import { patternTexels } from './patterns/pattern-texels.ts';

/** Texels along a side of one repeat. */
const SIDE = 128;

/** All patterns, a layer each, with their smaller copies for what is far away. */
export function createPatternTexture(): DataArrayTexture {
  const layers = PATTERNS.map((pattern) => patternTexels(pattern, SIDE));
  const texels = new Uint8Array(SIDE * SIDE * layers.length);
  layers.forEach((layer, i) => {
    texels.set(layer, SIDE * SIDE * i);
  });
  const array = new DataArrayTexture(texels, SIDE, SIDE, layers.length);
  array.format = RedFormat;
  array.type = UnsignedByteType;
  array.wrapS = array.wrapT = RepeatWrapping;
  array.minFilter = LinearMipmapLinearFilter;
  array.magFilter = LinearFilter;
  array.generateMipmaps = true;
  array.needsUpdate = true;
  return array;
}

/**
 * Where a point of the surface lies on its pattern, metres: on a flat face along the two axes of the body
 * that span it, on a curved one around its axis and along it.
 */
function patternPlace(): Vec2 {
  const scale = flat(instance.scale);
  const at = passed(unitPosition).mul(scale.xyz);
  const n = abs(passed(normalGeometry as unknown as Vec3));
  const faceX = n.x.greaterThan(n.y).and(n.x.greaterThan(n.z));
  const side = select(faceX, vec2(at.y, at.z), vec2(at.x, at.z));
  const face = select(n.z.greaterThan(0.7), vec2(at.x, at.y), side);
  const around = vec2(atan(at.y, at.x).mul(scale.x), at.z);
  return select(flat(surfaceKind).x.lessThan(0.5), face, around) as unknown as Vec2;
}

/** The body's linear colour at this point of its surface, with its pattern where there are `patterns`. */
export function baseColor(patterns: DataArrayTexture | null): Vec3 {
  const color = vec3(flat(instance.color).xyz) as unknown as Vec3;
  if (patterns === null) return color;
  const other = flat(instance.pattern);
  const surface = flat(instance.surface);
  const uv = patternPlace().div(surface.x).add(surface.yz) as unknown as Vec2;
  const layer = int(other.w.sub(1).max(0) as unknown as Float);
  const share = texture(patterns, uv as never).depth(layer as never).r;
  return mix(color, other.xyz, select(other.w.greaterThan(0.5), share, 0)) as unknown as Vec3;
}
