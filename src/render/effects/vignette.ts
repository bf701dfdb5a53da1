/**
 * The light that is left of a picture by a lens that darkens towards its corners: the factor at an angle θ
 * to the axis is 1 − strength (1 − cos⁴θ). Source: the cosine-fourth law (Reiss 1945).
 *
 * @param light - Linear, [height, width, 3].
 * @param directions - The camera's `directionTable`, [height, width, 2].
 * @param strength - 0…1.
 */
export function vignette(light: Float32Array, directions: Float32Array, strength: number): Float32Array {
  const darkened = new Float32Array(light.length);
  for (let pixel = 0; 3 * pixel < light.length; pixel++) {
    const x = directions[2 * pixel]!;
    const y = directions[2 * pixel + 1]!;
    // Where the lens shows nothing the picture is black, whatever the factor.
    const secant2 = Number.isNaN(x) ? 1 : 1 + x * x + y * y;
    const factor = 1 - strength * (1 - 1 / (secant2 * secant2));
    for (let c = 3 * pixel; c < 3 * pixel + 3; c++) darkened[c] = light[c]! * factor;
  }
  return darkened;
}
