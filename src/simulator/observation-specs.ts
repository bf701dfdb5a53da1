import type { ArraySpec } from '../core/array-spec.ts';
import type { Episode, WorldState } from '../core/episode.ts';
import { jointUnits } from '../core/joint.ts';

/**
 * What `WorldState` holds in an episode: a row a body, in the episode's order, named in `elements`
 * (`box_1.x`), and, where there are any, an element a joint.
 *
 * @param lastStep - Physics steps until the episode's end.
 */
export function observationSpecs({ bodies, joints }: Episode, lastStep: number): readonly ArraySpec[] {
  const rows = (name: keyof WorldState, axes: string, bound: number, unit: string): ArraySpec => ({
    name,
    shape: [bodies.length, axes.length],
    dtype: 'float64',
    low: -bound,
    high: bound,
    unit,
    elements: bodies.flatMap((body) => Array.from(axes, (axis) => `${body.name}.${axis}`)),
  });
  const jointSpecs = jointUnits(joints).map(
    ([field, unit]): ArraySpec => ({
      ...{ name: `joints.${field}`, shape: [joints.length], dtype: 'float64', unit },
      ...{ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
      elements: joints.map(({ name }) => name),
    }),
  );
  return [
    { name: 'step', shape: [], dtype: 'float64', low: 0, high: lastStep, unit: 'physics steps' },
    rows('positions', 'xyz', Number.POSITIVE_INFINITY, 'm'),
    rows('orientations', 'xyzw', 1, '1'),
    rows('linearVelocities', 'xyz', Number.POSITIVE_INFINITY, 'm/s'),
    rows('angularVelocities', 'xyz', Number.POSITIVE_INFINITY, 'rad/s'),
    ...(joints.length === 0 ? [] : jointSpecs),
  ];
}
