import { addTensor, principalAxes, type Tensor, turnTensor } from '../../core/inertia.ts';
import { conjugate } from '../../core/pose.ts';
import { robotError } from './robot-error.ts';
import type { PlacedSolid } from './solid-inertia.ts';
import { solidInertia } from './solid-inertia.ts';
import type { UrdfInertial } from './urdf-robot.ts';

/** By how much of the largest moment the others may miss it: files round. */
const TOLERANCE = 1e-3;

/** Stands for a link of a mass and nothing else: a ball of that radius, m. */
const BALL_RADIUS = 0.05;

const NONE: Tensor = [0, 0, 0, 0, 0, 0];

/**
 * Why no body can have that inertia, or `null`. A body's moments are positive, and no two of them are less
 * than the third together.
 */
export function inertiaFault(tensor: readonly number[] | null): string | null {
  if (tensor === null) return 'has no inertia';
  const [a, b, c] = [...principalAxes(tensor as unknown as Tensor).moments].sort((x, y) => x - y) as [
    number,
    number,
    number,
  ];
  const said = [a, b, c].map((moment) => Number(moment.toPrecision(3))).join(', ');
  if (!(a > 0)) return `has an inertia that is not positive definite (principal moments ${said} kg·m²)`;
  if (a + b < c * (1 - TOLERANCE)) {
    return `has an inertia against the triangle inequality (principal moments ${said} kg·m²)`;
  }
  return null;
}

/**
 * The inertia of a link about its centre of mass, in the axes of its `<inertial>`: what it says, or, where no
 * body can have that, what its collision shapes (else its visual ones) have at the stated mass.
 *
 * @param solids - In the link's frame.
 * @throws {@link ToolkitError} `robot/invalid` for such an inertia if `strict`.
 */
export function possibleInertia(
  inertial: UrdfInertial,
  solids: readonly PlacedSolid[],
  {
    link,
    source,
    strict,
    warn,
  }: { link: string; source: string; strict: boolean; warn: (text: string) => void },
): Tensor {
  const { mass, inertia, linkFromInertia } = inertial;
  if (mass === 0) return NONE;
  const fault = inertiaFault(inertia);
  if (fault === null) return inertia as unknown as Tensor;
  if (strict) {
    throw robotError(source, `link "${link}" ${fault}.`, 'Correct the inertia, or leave strict out.');
  }
  const solid = solidInertia(solids);
  if (solid === null) {
    warn(
      `link "${link}" ${fault}; replaced by that of a ball of ${BALL_RADIUS} m at ${mass} kg, as it has no shape.`,
    );
    const i = 0.4 * mass * BALL_RADIUS * BALL_RADIUS;
    return [i, 0, 0, i, 0, i];
  }
  warn(`link "${link}" ${fault}; replaced by that of its shapes at ${mass} kg.`);
  const inLink = addTensor(NONE, solid.tensor, mass / solid.volume);
  return turnTensor(inLink, conjugate(linkFromInertia.orientation));
}
