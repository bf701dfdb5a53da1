import {
  alongY,
  circle,
  drum,
  joined,
  moved,
  type Outline,
  skin,
  superellipse,
  type Triangles,
} from './skin.ts';

/** Two plates beside a drum, joined above it by a tube: what a pitch joint turns. */
function yoke(
  plate: { reach: number; inner: number; thickness: number; top: number },
  tube: readonly Outline[],
) {
  const { reach, inner, thickness, top } = plate;
  const disc = (y: number): Triangles => moved(alongY(drum(reach, 0, thickness, 0.006)), [0, y, 0]);
  const cheek = (y: number): Triangles => {
    const at = (z: number, half: number): Outline =>
      superellipse(z, half, thickness / 2, 6, 0, y + thickness / 2);
    return skin(at(-0.01, reach * 0.97), at(top * 0.6, reach * 0.93), at(top, reach * 0.75));
  };
  return joined(
    ...[disc(inner), disc(-inner - thickness)],
    ...[cheek(inner), cheek(-inner - thickness)],
    skin(...tube),
  );
}

/** A tube that ends in a drum across it. */
const housing = (tube: readonly Outline[], radius: number, half: number, z: number): Triangles =>
  joined(skin(...tube), moved(alongY(drum(radius, -half, half, 0.008)), [0, 0, z]));

/** The shells of the arm's links, each in its link's frame. */
export const ARM_MESHES: Readonly<Record<string, Triangles>> = {
  base: joined(
    skin(circle(0, 0.105), circle(0.016, 0.105), circle(0.022, 0.099)),
    skin(
      circle(0.02, 0.088),
      circle(0.06, 0.08),
      circle(0.17, 0.074),
      circle(0.188, 0.072),
      circle(0.196, 0.066),
    ),
    skin(
      superellipse(0.02, 0.035, 0.04, 5, -0.09),
      superellipse(0.1, 0.035, 0.04, 5, -0.085),
      superellipse(0.115, 0.025, 0.03, 5, -0.08),
    ),
  ),
  shoulder: housing(
    [circle(0, 0.066), circle(0.008, 0.072), circle(0.06, 0.071), circle(0.12, 0.064)],
    0.07,
    0.062,
    0.12,
  ),
  upper_arm: yoke({ reach: 0.068, inner: 0.064, thickness: 0.022, top: 0.105 }, [
    superellipse(0.08, 0.05, 0.086, 4),
    superellipse(0.1, 0.058, 0.086, 4),
    superellipse(0.125, 0.06, 0.076, 3),
    circle(0.155, 0.061),
    circle(0.172, 0.06),
    circle(0.178, 0.055),
  ]),
  elbow: housing(
    [circle(0.002, 0.053), circle(0.01, 0.059), circle(0.1, 0.056), circle(0.18, 0.05)],
    0.058,
    0.05,
    0.18,
  ),
  forearm: yoke({ reach: 0.056, inner: 0.052, thickness: 0.018, top: 0.088 }, [
    superellipse(0.066, 0.042, 0.07, 4),
    superellipse(0.084, 0.048, 0.07, 4),
    superellipse(0.106, 0.05, 0.062, 3),
    circle(0.132, 0.051),
    circle(0.147, 0.05),
    circle(0.153, 0.045),
  ]),
  wrist: housing(
    [circle(0.002, 0.044), circle(0.01, 0.049), circle(0.08, 0.045), circle(0.155, 0.04)],
    0.046,
    0.038,
    0.155,
  ),
  hand_joint: yoke({ reach: 0.044, inner: 0.04, thickness: 0.014, top: 0.062 }, [
    superellipse(0.05, 0.034, 0.054, 4),
    superellipse(0.058, 0.042, 0.052, 3),
    circle(0.064, 0.044),
    circle(0.07, 0.042),
  ]),
  hand: joined(
    skin(circle(0, 0.034), circle(0.006, 0.036), circle(0.014, 0.036)),
    skin(
      superellipse(0.008, 0.024, 0.045, 4),
      superellipse(0.018, 0.031, 0.082, 4),
      superellipse(0.05, 0.031, 0.088, 5),
      superellipse(0.055, 0.028, 0.085, 5),
    ),
  ),
  finger: joined(
    skin(superellipse(0, 0.013, 0.008, 6, 0, 0.008), superellipse(0.014, 0.013, 0.008, 6, 0, 0.008)),
    skin(
      superellipse(0.01, 0.011, 0.007, 6, 0, 0.007),
      superellipse(0.034, 0.0105, 0.0058, 6, 0, 0.0058),
      superellipse(0.052, 0.0095, 0.0045, 6, 0, 0.0045),
      superellipse(0.055, 0.0085, 0.0035, 6, 0, 0.0045),
    ),
  ),
};
