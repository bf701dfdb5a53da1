import type { Body, Episode } from '../core/episode.ts';
import { RENDER_WORKLOAD, still } from './render-workload.ts';

/** Boxes on a plane, with the densities, frictions and clock of the peers' workloads. */
function boxesOnGround(scene: string, boxes: readonly Body[]): Episode {
  const ground = still('ground', { kind: 'plane', size: 40 }, '#8c8c80', [0, 0, 0]);
  return { ...RENDER_WORKLOAD, scene, bodies: [...boxes, ground] };
}

const name = (i: number): string => `box-${String(i).padStart(3, '0')}`;

/** Towers of ten 20 cm boxes, 60 cm apart. */
export const stackedBoxes = (count: number): Episode =>
  boxesOnGround(
    `stacked boxes ${count}`,
    Array.from({ length: count }, (_, i) => {
      const tower = Math.floor(i / 10);
      const position = [0.6 * (tower % 5), 0.6 * Math.floor(tower / 5), 0.1 + 0.2 * (i % 10)] as const;
      return still(name(i), { kind: 'box', size: [0.2, 0.2, 0.2] }, '#c8924a', position);
    }),
  );

/** Radians by which the first domino leans over its lower edge, past balance. */
const LEAN = 0.18;

/** A row of dominoes along x, of which the first knocks the rest over. */
export function rowOfDominoes(count: number): Episode {
  const shape = { kind: 'box', size: [0.02, 0.08, 0.2] } as const;
  const [c, s] = [Math.cos(LEAN), Math.sin(LEAN)];
  const first: Body = {
    ...still(name(0), shape, '#c8924a', [0.01 - 0.01 * c + 0.1 * s, 0, 0.01 * s + 0.1 * c]),
    orientation: [0, Math.sin(LEAN / 2), 0, Math.cos(LEAN / 2)],
    angularVelocity: [0, 1, 0],
  };
  const others = Array.from({ length: count - 1 }, (_, i) =>
    still(name(i + 1), shape, '#c8924a', [0.06 * (i + 1), 0, 0.1]),
  );
  return boxesOnGround(`dominoes ${count}`, [first, ...others]);
}
