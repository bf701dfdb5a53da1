import { cameraPosition, dot, float, max, mix, normalize, reflect, vec3, vec4 } from 'three/tsl';
import { type DataArrayTexture, type DepthTexture, NoBlending, NodeMaterial } from 'three/webgpu';
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
import { sunVisibility } from './shadow-filter.ts';
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

/** Physically based surfaces under ambient light, a sky and `suns` suns with soft shadows. */
export function createLitMaterial(
  lighting: TileLighting,
  shadows: DepthTexture,
  suns: number,
  patterns: DataArrayTexture | null,
): NodeMaterial {
  const material = new NodeMaterial();
  material.vertexNode = clipPosition;
  const position = passed(worldPosition);
  const n = normalize(passed(worldNormal)) as unknown as Vec3;
  const base = baseColor(patterns);
  const metalness = flat(instance.color.w);
  const roughness = flat(instance.surface.w);
  const toEye = normalize((cameraPosition as unknown as Vec3).sub(position)) as unknown as Vec3;
  const diffuse = base.mul(metalness.oneMinus()) as unknown as Vec3;
  const mirrored = mix(vec3(DIELECTRIC), base, metalness) as unknown as Vec3;

  // Under a sky, ambient light takes its colours: from above for what faces up, its mirror image for metals.
  const hemisphere = mix(
    lighting.ground.xyz,
    mix(lighting.horizon.xyz, lighting.zenith.xyz, 0.5),
    n.z.mul(0.5).add(0.5),
  );
  const mirror = skyColor(
    lighting,
    (reflect(toEye.negate(), n as never) as unknown as Vec3).z as unknown as Float,
  );
  const fromSky = mix(hemisphere.mul(0.5).add(0.5), mirror, metalness.mul(roughness.oneMinus()));
  const ambient = lighting.ambient.xyz.mul(mix(vec3(1), fromSky, lighting.ambient.w));
  let light = base.mul(ambient) as unknown as Vec3;
  for (let i = 0; i < suns; i++) {
    const sun = lighting.sun(i);
    const visible = sunVisibility(lighting, i, shadows, position, n);
    const toSun = sun.direction.xyz as unknown as Vec3;
    const sent = reflected(diffuse, mirrored, roughness, n, toEye, toSun);
    light = light.add(sent.mul(sun.radiance.xyz).mul(visible)) as unknown as Vec3;
  }
  material.fragmentNode = vec4(light, float(1)) as unknown as Vec4;
  material.blending = NoBlending;
  material.fog = false;
  material.lights = false;
  return material;
}
