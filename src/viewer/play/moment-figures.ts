import type { Episode } from '../../core/episode.ts';
import type { PlayMoment } from './play-orders.ts';

/** A figure of a moment, by the name of its line. */
export type Figure = readonly [name: string, value: number];

/** A plot: its title with the unit, and what it takes from a moment. */
export type FigurePlot = {
  readonly title: string;
  readonly figures: (moment: PlayMoment) => readonly Figure[];
};

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** The length of a sum of vectors. */
function lengthOfSum(vectors: Float64Array): number {
  const total = [0, 0, 0];
  vectors.forEach((value, i) => {
    total[i % 3] = (total[i % 3] as number) + value;
  });
  return Math.hypot(...total);
}

/** Joints that a plot shows at most. */
const MOST_JOINTS = 9;

/** What is plotted of an episode: its energies and momentum, and where its joints are. */
export function figurePlots({ joints, task }: Episode): readonly FigurePlot[] {
  const energy: FigurePlot = {
    title: 'Energy, J',
    figures: ({ dynamics: { translationalEnergies, rotationalEnergies, potentialEnergies } }) => {
      const kinetic = sum(translationalEnergies) + sum(rotationalEnergies);
      const potential = sum(potentialEnergies);
      return [
        ['kinetic', kinetic],
        ['potential', potential],
        ['both', kinetic + potential],
      ];
    },
  };
  const momentum: FigurePlot = {
    title: 'Momentum of all, kg·m/s',
    figures: ({ dynamics }) => [['|Σ m v|', lengthOfSum(dynamics.linearMomenta)]],
  };
  const shown = joints
    .map(({ name, kind }, i) => ({ name, kind, i }))
    .filter(({ kind }) => kind !== 'fixed' && kind !== 'ball')
    .slice(0, MOST_JOINTS);
  const ofJoints = (title: string, field: 'positions' | 'efforts'): FigurePlot => ({
    title,
    figures: ({ state }) => shown.map(({ name, i }) => [name, state.joints?.[field][i] ?? 0]),
  });
  const reward: FigurePlot = { title: 'Reward', figures: ({ reward: value }) => [['reward', value]] };
  return [
    ...[energy, momentum],
    ...(task === null ? [] : [reward]),
    ...(shown.length === 0
      ? []
      : [ofJoints('Joint positions, rad or m', 'positions'), ofJoints('Joint efforts, N·m or N', 'efforts')]),
  ];
}
