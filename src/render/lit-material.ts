import { cameraPosition, dot, float, max, mix, normalize, reflect, vec3, vec4 } from 'three/tsl';
import type { DataArrayTexture, DepthTexture, NodeMaterial } from 'three/webgpu';
import { baseColor } from './base-color.ts';
import {
  clipPosition,
  type Float,
  flat,
  instance,
  passed,
  type Vec3,
  type Vec4,
  worldNormal,
  worldPosition,
} from './body-nodes.ts';
import { createMaterial } from './create-material.ts';
import { shadowPlace, sunVisibility } from './shadow-filter.ts';
import { skyColor } from './sky-color.ts';
import type { TileLighting } from './tile-lighting.ts';

/** Share of light that a dielectric mirrors when it is looked at straight. */
const DIELECTRIC = 0.04;

/**
 * The light that a surface of diffuse colour `diffuse` and mirror colour `mirrored` sends from a sun to the
 * eye, over the light that arrives. Intensity 1 lights white to white, so π is left out throughout.
 * Source: GGX with Schlick's approximations, as in Karis, "Real shading in Unreal Engine 4", 2013.
 */
function reflected(diffuse: Vec3, mirrored: Vec3, roughness: Float, n: Vec3, toEye: Vec3, toSun: Vec3): Vec3 {
  const half = normalize(toEye.add(toSun)) as unknown as Vec3;
  const cosine = (a: Vec3, b: Vec3): Float => max(dot(a, b), 1e-4) as unknown as Float;
  const [nh, nv, nl, vh] = [cosine(n, half), cosine(n, toEye), cosine(n, toSun), cosine(toEye, half)];
  const alpha2 = roughness.mul(roughness).pow(2);
  const spread = nh.mul(nh).mul(alpha2.sub(1)).add(1);
  const distribution = alpha2.div(spread.mul(spread));
  const k = roughness.add(1).pow(2).div(8);
  const hidden = (c: Float): Float => c.mul(k.oneMinus()).add(k) as unknown as Float;
  const fresnel = mirrored.add(mirrored.oneMinus().mul(vh.oneMinus().pow(5)));
  const mirror = fresnel.mul(distribution).div(hidden(nv).mul(hidden(nl)).mul(4));
  return diffuse.add(mirror).mul(max(dot(n, toSun), 0)) as unknown as Vec3;
}

/** What a lit surface needs of one sun at this pixel. */
type SunAt = { readonly direction: Vec4; readonly radiance: Vec3; readonly visible: Float };

/**
 * The suns at this pixel. What those before `passedSuns` need comes from the vertex stage, since reading a tile's
 * values costs software drivers dearly; a shader cannot pass on more.
 */
function sunsAt(
  lighting: TileLighting,
  map: DepthTexture,
  suns: number,
  passedSuns: number,
  position: Vec3,
  n: Vec3,
): readonly SunAt[] {
  return Array.from({ length: suns }, (_, i) => {
    const sun = lighting.sun(i);
    if (i >= passedSuns) {
      const visible = sunVisibility(sun, map, shadowPlace(sun, position, n));
      return { direction: sun.direction, radiance: sun.radiance.xyz as unknown as Vec3, visible };
    }
    const place = passed(shadowPlace(sun, worldPosition, normalize(worldNormal) as unknown as Vec3));
    const direction = flat(sun.direction);
    const visible = sunVisibility({ bounds: flat(sun.bounds), direction }, map, place);
    return { direction, radiance: flat(sun.radiance.xyz as unknown as Vec3), visible };
  });
}

/** What a lit material must be able to do: painted patterns, metals. */
export type LitKind = { readonly patterns: DataArrayTexture | null; readonly metals: boolean };

/** Physically based surfaces under ambient light, a sky and `suns` suns with soft shadows. */
export function createLitMaterial(
  lighting: TileLighting,
  shadows: DepthTexture,
  suns: number,
  { patterns, metals }: LitKind,
): NodeMaterial {
  const material = createMaterial();
  material.vertexNode = clipPosition;
  const eye = cameraPosition as unknown as Vec3;
  const eyeOffset = passed(eye.sub(worldPosition) as unknown as Vec3);
  const toEye = normalize(eyeOffset) as unknown as Vec3;
  const n = normalize(passed(worldNormal)) as unknown as Vec3;
  const base = baseColor(patterns);
  const roughness = flat(instance.surface).w as unknown as Float;
  const metalness = (metals ? flat(instance.color).w : float(0)) as unknown as Float;
  const diffuse = base.mul(metalness.oneMinus()) as unknown as Vec3;
  const mirrored = mix(vec3(DIELECTRIC), base, metalness) as unknown as Vec3;

  const above = flat(lighting.above);
  let ambient = mix(flat(lighting.below).xyz, above.xyz, n.z.mul(0.5).add(0.5)) as unknown as Vec3;
  if (metals) {
    // A metal shows the sky's mirror image instead of its mean colour, the clearer the smoother it is.
    const up = (reflect(toEye.negate(), n as never) as unknown as Vec3).z as unknown as Float;
    const mirror = skyColor(lighting, up);
    ambient = mix(ambient, mirror, metalness.mul(roughness.oneMinus()).mul(above.w)) as unknown as Vec3;
  }
  const passedSuns = patterns === null ? 1 : 0;
  let light = base.mul(ambient) as unknown as Vec3;
  const position = eye.sub(eyeOffset) as unknown as Vec3;
  for (const { direction, radiance, visible } of sunsAt(lighting, shadows, suns, passedSuns, position, n)) {
    const sent = reflected(diffuse, mirrored, roughness, n, toEye, direction.xyz as unknown as Vec3);
    light = light.add(sent.mul(radiance).mul(visible)) as unknown as Vec3;
  }
  material.fragmentNode = vec4(light, float(1)) as unknown as Vec4;
  return material;
}
