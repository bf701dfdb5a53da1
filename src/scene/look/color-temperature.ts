import { srgbHex } from './srgb-hex.ts';

const cubic = (x: number, [a, b, c, d]: readonly [number, number, number, number]): number =>
  ((a * x + b) * x + c) * x + d;

/**
 * The colour of a black body's light, its brightest part at full, as `#rrggbb`.
 *
 * @param kelvin - 2222…25000. Source: the cubics of Kim et al., US patent 7024034, 2002.
 */
export function temperatureHex(kelvin: number): string {
  const warm = kelvin <= 4000;
  const x = cubic(
    1000 / kelvin,
    warm ? [-0.2661239, -0.2343589, 0.8776956, 0.17991] : [-3.0258469, 2.1070379, 0.2226347, 0.24039],
  );
  const y = cubic(
    x,
    warm
      ? [-0.9549476, -1.37418593, 2.09137015, -0.16748867]
      : [3.081758, -5.8733867, 3.75112997, -0.37001483],
  );
  const [big, z] = [x / y, (1 - x - y) / y];
  // XYZ of unit luminance to linear sRGB. Source: IEC 61966-2-1.
  const linear = [
    3.2406 * big - 1.5372 - 0.4986 * z,
    -0.9689 * big + 1.8758 + 0.0415 * z,
    0.0557 * big - 0.204 + 1.057 * z,
  ];
  const brightest = Math.max(...linear);
  return srgbHex(linear.map((part) => part / brightest));
}
