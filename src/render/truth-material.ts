import {
  abs,
  clamp,
  dot,
  float,
  max,
  mix,
  normalGeometry,
  normalize,
  round,
  select,
  sqrt,
  vec2,
  vec3,
  vec4,
} from 'three/tsl';
import type { NodeMaterial } from 'three/webgpu';
import {
  clipPosition,
  endHeight,
  type Float,
  flat,
  instance,
  passed,
  pixelRay,
  surfaceKind,
  turned,
  unitPosition,
  type Vec2,
  type Vec3,
  viewDirection,
  viewPlace,
  viewPosition,
} from './body-nodes.ts';
import { createMaterial } from './create-material.ts';

/** How far the exact depth of a flat face may be from the interpolated one, as a share of it. */
const CORRECTION_LIMIT = 0.01;

type Met = { readonly depth: Float; readonly normal: Vec3 };

/**
 * Where the ray through the pixel's centre meets the body's true surface. Rasterisers snap corners to a
 * grid of 1/16 to 1/256 pixel and curved bodies are drawn with few facets, so the interpolated point lies
 * beside the ray or under the surface. In the unit shape the surface is a plane or the quadric
 * x² + y² + k (z − e)² = 1 (k = 0 the side of a cylinder, 1 a sphere); the ray is followed from the
 * interpolated depth, near the surface, where single precision suffices.
 */
function meetSurface(): Met {
  const scale = flat(instance.scale);
  const center = flat(viewPlace());
  const axes = ([vec3(1, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1)] as unknown as Vec3[]).map((axis) =>
    flat(viewDirection(turned(axis))),
  ) as [Vec3, Vec3, Vec3];
  const kind = flat(surfaceKind.x);
  const end = flat(endHeight);
  const normal = passed(normalGeometry as unknown as Vec3);
  const height = passed(dot(unitPosition, normalGeometry) as unknown as Float);
  const guess = passed(viewPosition.z.negate() as unknown as Float);

  const ray = pixelRay();
  const inShape = (v: Vec3): Vec3 =>
    vec3(dot(v, axes[0]), dot(v, axes[1]), dot(v, axes[2])).div(scale.xyz) as unknown as Vec3;
  const from = inShape(ray.mul(guess).sub(center) as unknown as Vec3);
  const along = inShape(ray);

  const room = guess.mul(CORRECTION_LIMIT);
  const flatStep = clamp(height.sub(dot(from, normal)).div(dot(along, normal)), room.negate(), room);

  const k = kind.sub(1).max(0);
  const o = vec3(from.xy, from.z.sub(end).mul(k)) as unknown as Vec3;
  const d = vec3(along.xy, along.z.mul(k)) as unknown as Vec3;
  const [a, b, c] = [dot(d, d), dot(o, d), dot(o, o).sub(1)];
  const within = b.mul(b).sub(a.mul(c));
  const root = sqrt(max(within, 0));
  // The nearer root, by the formula that does not cancel; a ray that passes by, where it is nearest.
  const meets = select(b.lessThan(0), c.div(max(root.sub(b), 1e-9)), b.add(root).negate().div(a));
  const roundStep = select(within.lessThan(0), b.negate().div(a), meets);

  const isFlat = kind.lessThan(0.5);
  const step = select(isFlat, flatStep, roundStep) as unknown as Float;
  const roundNormal = o.add(d.mul(step));
  const unitNormal = select(isFlat, normal, roundNormal) as unknown as Vec3;
  const n = unitNormal.div(scale.xyz);
  const viewNormal = axes[0].mul(n.x).add(axes[1].mul(n.y)).add(axes[2].mul(n.z));
  return { depth: guess.add(step) as unknown as Float, normal: normalize(viewNormal) as unknown as Vec3 };
}

/** Packs a unit vector into two numbers. Source: Meyer et al., "On floating-point normal vectors", 2010. */
function octahedral(n: Vec3): Vec2 {
  const p = n.xy.div(abs(n.x).add(abs(n.y)).add(abs(n.z)));
  const sign = vec2(
    select(p.x.lessThan(0), float(-1), float(1)),
    select(p.y.lessThan(0), float(-1), float(1)),
  );
  const folded = vec2(float(1).sub(abs(p.y)), float(1).sub(abs(p.x))).mul(sign);
  return mix(p, folded, select(n.z.lessThan(0), float(1), float(0))) as unknown as Vec2;
}

/**
 * Writes (Z-depth in metres, instance id, and, where it is asked for, the normal packed in two) instead of a
 * colour; nothing drawn leaves zeros. The normal is in the camera's frame with OpenCV axes.
 */
export function createTruthMaterial(withNormal: boolean): NodeMaterial {
  const material = createMaterial();
  material.vertexNode = clipPosition;
  const { depth, normal } = meetSurface();
  const id = round(flat(instance.place.w));
  const openCv = vec3(normal.x, normal.y.negate(), normal.z.negate()) as unknown as Vec3;
  material.fragmentNode = vec4(depth, id, withNormal ? octahedral(openCv) : vec2(0));
  return material;
}
