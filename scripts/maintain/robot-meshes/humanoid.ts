import {
  alongX,
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

/** A sphere about a height. */
const ball = (radius: number, z = 0): Triangles =>
  skin(
    ...Array.from({ length: 11 }, (_, i): Outline => {
      const angle = Math.PI * (-0.49 + (0.98 * i) / 10);
      return circle(z + radius * Math.sin(angle), radius * Math.cos(angle));
    }),
  );

/** A finger that hangs from a knuckle and bends forwards a little. */
const finger = (x: number, y: number, top: number, length: number, radius: number): Triangles =>
  skin(
    circle(top - length, radius * 0.3, x, y + 0.004),
    circle(top - length + radius * 0.4, radius * 0.8, x, y + 0.004),
    circle(top - length + radius, radius, x, y + 0.003),
    circle(top - length * 0.5, radius * 1.05, x, y),
    circle(top, radius, x, y),
  );

/** The shells of the humanoid's links, each in its link's frame. */
export const HUMANOID_MESHES: Readonly<Record<string, Triangles>> = {
  pelvis: skin(
    superellipse(-0.1, 0.045, 0.035, 3),
    superellipse(-0.088, 0.065, 0.06, 3),
    superellipse(-0.04, 0.082, 0.098, 3),
    superellipse(0.01, 0.088, 0.118, 3),
    superellipse(0.045, 0.085, 0.115, 3),
    superellipse(0.06, 0.075, 0.1, 3),
  ),
  hip_yaw: skin(circle(-0.03, 0.05), circle(-0.02, 0.056), circle(0.05, 0.052), circle(0.06, 0.045)),
  hip: joined(ball(0.066), alongX(drum(0.046, -0.072, 0.072, 0.008))),
  thigh: skin(
    superellipse(-0.33, 0.038, 0.036, 2.5),
    superellipse(-0.318, 0.05, 0.045, 2.5),
    superellipse(-0.24, 0.058, 0.053, 2.5),
    superellipse(-0.13, 0.073, 0.066, 2.5, 0.006),
    superellipse(-0.05, 0.079, 0.07, 2.5, 0.006),
    superellipse(-0.005, 0.076, 0.068, 2.5, 0.004),
    superellipse(0.025, 0.06, 0.055, 2.5),
    superellipse(0.035, 0.045, 0.042, 2.5),
  ),
  knee: moved(alongY(drum(0.052, -0.056, 0.056, 0.01)), [0, 0, -0.36]),
  shin: joined(
    skin(
      superellipse(-0.335, 0.026, 0.026, 2.5),
      superellipse(-0.325, 0.034, 0.033, 2.5),
      superellipse(-0.25, 0.041, 0.039, 2.5, -0.004),
      superellipse(-0.14, 0.058, 0.052, 2.5, -0.012),
      superellipse(-0.06, 0.055, 0.05, 2.5, -0.008),
      superellipse(-0.03, 0.046, 0.046, 2.5),
      superellipse(-0.02, 0.036, 0.038, 2.5),
    ),
    skin(
      superellipse(-0.09, 0.012, 0.028, 3, 0.044),
      superellipse(-0.05, 0.018, 0.038, 3, 0.046),
      superellipse(0.02, 0.018, 0.04, 3, 0.047),
      superellipse(0.05, 0.01, 0.026, 3, 0.045),
    ),
  ),
  ankle: joined(
    alongY(drum(0.04, -0.046, 0.046, 0.008)),
    skin(circle(-0.035, 0.034), circle(0, 0.036), circle(0.02, 0.034), circle(0.03, 0.028)),
  ),
  sole: skin(
    superellipse(-0.08, 0.126, 0.056, 4, 0.03),
    superellipse(-0.076, 0.13, 0.06, 4, 0.03),
    superellipse(-0.062, 0.13, 0.06, 4, 0.03),
  ),
  foot: skin(
    superellipse(-0.063, 0.125, 0.056, 4, 0.03),
    superellipse(-0.045, 0.122, 0.055, 3.5, 0.029),
    superellipse(-0.028, 0.1, 0.052, 3, 0.012),
    superellipse(-0.012, 0.07, 0.05, 3, -0.008),
    superellipse(0.004, 0.052, 0.047, 3, -0.016),
    superellipse(0.01, 0.044, 0.04, 3, -0.016),
  ),
  waist: skin(circle(-0.025, 0.07), circle(-0.015, 0.078), circle(0.035, 0.074), circle(0.045, 0.066)),
  abdomen: skin(
    superellipse(-0.03, 0.055, 0.07, 2.5),
    superellipse(-0.015, 0.068, 0.088, 2.5),
    superellipse(0.06, 0.072, 0.094, 2.5),
    superellipse(0.15, 0.08, 0.11, 2.5),
  ),
  chest: skin(
    superellipse(0.1, 0.07, 0.095, 3),
    superellipse(0.112, 0.083, 0.115, 3),
    superellipse(0.19, 0.102, 0.138, 3, 0.006),
    superellipse(0.27, 0.116, 0.155, 3, 0.008),
    superellipse(0.335, 0.11, 0.158, 3, 0.002),
    superellipse(0.375, 0.094, 0.142, 3, -0.004),
    superellipse(0.4, 0.07, 0.105, 3, -0.006),
    superellipse(0.41, 0.05, 0.06, 3, -0.006),
  ),
  emblem: moved(alongX(drum(0.03, 0, 0.02, 0.004)), [0.108, 0, 0.285]),
  neck: skin(circle(0.39, 0.048), circle(0.42, 0.042), circle(0.48, 0.04)),
  head: skin(
    superellipse(0.02, 0.045, 0.04, 2.3, 0.012),
    superellipse(0.032, 0.068, 0.056, 2.3, 0.012),
    superellipse(0.065, 0.086, 0.07, 2.3, 0.01),
    superellipse(0.11, 0.097, 0.078, 2.3, 0.006),
    superellipse(0.15, 0.098, 0.079, 2.3, 0.002),
    superellipse(0.185, 0.085, 0.069, 2.3, -0.002),
    superellipse(0.208, 0.06, 0.05, 2.3, -0.004),
    superellipse(0.22, 0.025, 0.02, 2.3, -0.004),
  ),
  visor: skin(
    superellipse(0.085, 0.06, 0.06, 2.6, 0.035),
    superellipse(0.09, 0.07, 0.069, 2.6, 0.036),
    superellipse(0.12, 0.075, 0.0755, 2.6, 0.036),
    superellipse(0.15, 0.073, 0.074, 2.6, 0.034),
    superellipse(0.157, 0.062, 0.066, 2.6, 0.032),
  ),
  ears: joined(
    moved(alongY(drum(0.026, 0.07, 0.09, 0.005)), [-0.005, 0, 0.115]),
    moved(alongY(drum(0.026, -0.09, -0.07, 0.005)), [-0.005, 0, 0.115]),
  ),
  shoulder_ring: alongY(drum(0.064, -0.012, 0.012, 0.004)),
  shoulder: ball(0.06),
  upper_arm: skin(
    superellipse(-0.225, 0.03, 0.03, 2.3),
    superellipse(-0.215, 0.038, 0.036, 2.3),
    superellipse(-0.13, 0.045, 0.042, 2.3),
    superellipse(-0.05, 0.05, 0.047, 2.3),
    superellipse(-0.02, 0.047, 0.045, 2.3),
    superellipse(-0.005, 0.036, 0.036, 2.3),
  ),
  elbow: joined(
    moved(alongY(drum(0.04, -0.04, 0.04, 0.007)), [0, 0, -0.26]),
    skin(circle(-0.26, 0.028), circle(-0.2, 0.03)),
  ),
  forearm: skin(
    superellipse(-0.235, 0.024, 0.022, 2.3),
    superellipse(-0.225, 0.031, 0.028, 2.3),
    superellipse(-0.15, 0.037, 0.034, 2.3),
    superellipse(-0.07, 0.045, 0.041, 2.3),
    superellipse(-0.03, 0.044, 0.041, 2.3),
    superellipse(-0.012, 0.034, 0.034, 2.3),
  ),
  hand: joined(
    skin(circle(-0.26, 0.022), circle(-0.22, 0.022)),
    skin(
      superellipse(-0.335, 0.034, 0.012, 3),
      superellipse(-0.325, 0.042, 0.018, 3),
      superellipse(-0.285, 0.042, 0.021, 3),
      superellipse(-0.255, 0.028, 0.02, 3),
    ),
    ...[-0.031, -0.0105, 0.0105, 0.031].map((x, i) =>
      finger(x, 0, -0.325, [0.062, 0.074, 0.077, 0.068][i] as number, 0.0092),
    ),
    skin(
      circle(-0.345, 0.004, 0.062),
      circle(-0.341, 0.009, 0.062),
      circle(-0.31, 0.011, 0.058),
      circle(-0.275, 0.011, 0.035),
    ),
  ),
};
