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

/** Round, but flat where the wheels are. */
const hull = (z: number, inset: number): Outline => superellipse(z, 0.215 - inset, 0.168 - inset, 2.6);

/** A ring of a tyre's profile, lying across y. */
const tyre = (): Triangles =>
  alongY(
    skin(
      circle(-0.02, 0.055),
      circle(-0.02, 0.072),
      circle(-0.014, 0.08),
      circle(0.014, 0.08),
      circle(0.02, 0.072),
      circle(0.02, 0.055),
    ),
  );

/** A wheel's disc with five bolts, on both sides. */
function hub(): Triangles {
  const bolts = Array.from({ length: 5 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 5;
    const bolt = moved(drum(0.0055, -0.026, 0.026, 0.002), [
      0.032 * Math.cos(angle),
      0.032 * Math.sin(angle),
      0,
    ]);
    return alongY(bolt);
  });
  return joined(
    alongY(drum(0.05, -0.0225, 0.0225, 0.004)),
    alongY(drum(0.016, -0.029, 0.029, 0.004)),
    ...bolts,
  );
}

/** The shells of the base's links, each in its link's frame. */
export const BASE_MESHES: Readonly<Record<string, Triangles>> = {
  body: skin(
    hull(0.085, 0.004),
    hull(0.095, 0),
    hull(0.175, 0.002),
    hull(0.2, 0.012),
    hull(0.212, 0.03),
    hull(0.216, 0.06),
  ),
  band: skin(hull(0.128, -0.002), hull(0.131, -0.004), hull(0.149, -0.004), hull(0.152, -0.002)),
  skirt: skin(hull(0.045, 0.03), hull(0.05, 0.022), hull(0.086, 0.012)),
  tyre: tyre(),
  hub: hub(),
  mast: joined(
    skin(
      circle(0, 0.05),
      circle(0.006, 0.05),
      circle(0.012, 0.03),
      circle(0.03, 0.022),
      circle(0.35, 0.02),
      circle(0.364, 0.05),
    ),
    skin(superellipse(0.255, 0.02, 0.022, 5, 0.016), superellipse(0.285, 0.02, 0.022, 5, 0.016)),
  ),
  lidar: joined(drum(0.053, -0.036, -0.014, 0.004), drum(0.053, 0.014, 0.036, 0.006)),
};
