import { Fn, reference, texture, vec2 } from 'three/tsl';
import type { DepthTexture, DirectionalLight, Node } from 'three/webgpu';

/** Where the four taps lie, in shadow-map texels: a soft edge about three texels wide. */
const TAPS: readonly (readonly [number, number])[] = [
  [-0.75, -0.25],
  [0.25, -0.75],
  [0.75, 0.25],
  [-0.25, 0.75],
];

type FilterInputs = { readonly depthTexture: DepthTexture; readonly shadowCoord: Node<'vec3'> };

/**
 * A soft shadow edge from four fixed bilinear comparisons. Three's own soft filter turns its taps by
 * the pixel's place on the screen, so a view would change with its place in an atlas; this does not.
 *
 * @returns Light's share that arrives, 0…1.
 */
export function shadowFilter(light: DirectionalLight): unknown {
  const mapSize = reference('mapSize', 'vec2', light.shadow);
  return Fn(({ depthTexture, shadowCoord }: FilterInputs) => {
    const texel = vec2(1).div(mapSize as unknown as Node<'vec2'>);
    const tap = ([x, y]: readonly [number, number]): Node<'float'> =>
      texture(depthTexture, shadowCoord.xy.add(texel.mul(vec2(x, y)))).compare(
        shadowCoord.z,
      ) as unknown as Node<'float'>;
    return TAPS.map(tap)
      .reduce((sum, next) => sum.add(next))
      .mul(1 / TAPS.length);
  });
}
