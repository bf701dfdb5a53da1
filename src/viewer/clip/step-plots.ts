import type { EpisodeFacts } from '../../core/recorded-episode.ts';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import type { PlotLine } from '../plot/plot.tsx';

/** One plot of a clip. */
export type StepPlot = { readonly title: string; readonly lines: readonly PlotLine[] };

type Steps = ClipFacts['steps'];

/** Column `at` of rows of that length. */
const column = (values: readonly number[], rowLength: number, at: number): readonly number[] =>
  Array.from(
    { length: Math.floor(values.length / rowLength) },
    (_, row) => values[row * rowLength + at] as number,
  );

/** Where a body is and how fast it moves; none where there is no such body. */
export function bodyPlots(steps: Steps, body: string): readonly StepPlot[] {
  const place = steps.bodies.indexOf(body);
  if (place < 0) return [];
  const columns = (values: readonly number[]): readonly (readonly number[])[] =>
    [0, 1, 2].map((axis) => column(values, 3 * steps.bodies.length, 3 * place + axis));
  const speed = ([x, y, z]: readonly (readonly number[])[]): readonly number[] =>
    (x ?? []).map((value, k) => Math.hypot(value, y?.[k] ?? 0, z?.[k] ?? 0));
  return [
    {
      title: `${body}: position, m`,
      lines: columns(steps.positions).map((values, axis) => ({ name: 'xyz'[axis] as string, values })),
    },
    {
      title: `${body}: speed, m/s, and turning, rad/s`,
      lines: [
        { name: 'speed', values: speed(columns(steps.linearVelocities)) },
        { name: 'turning', values: speed(columns(steps.angularVelocities)), dashed: true },
      ],
    },
  ];
}

/** Where the joints are: a plot for those that turn and one for those that slide; fixed and ball joints are left out. */
export function jointPlots(steps: Steps, joints: EpisodeFacts['joints']): readonly StepPlot[] {
  const plot = (title: string, slides: boolean): StepPlot => ({
    title,
    lines: joints.flatMap(({ name, kind }, j) =>
      kind === 'fixed' || kind === 'ball' || (kind === 'prismatic') !== slides
        ? []
        : [{ name, values: column(steps.jointPositions, joints.length, j) }],
    ),
  });
  return [plot('joints, rad', false), plot('joints, m', true)].filter(({ lines }) => lines.length > 0);
}

/** What was done: a line for each element of the action; none where nothing acts. */
export const actionPlots = ({ action, actionDim }: Steps): readonly StepPlot[] =>
  action === null || actionDim === 0
    ? []
    : [
        {
          title: 'action',
          lines: Array.from({ length: actionDim }, (_, i) => ({
            name: `[${i}]`,
            values: column(action, actionDim, i),
          })),
        },
      ];

/** What the task gave; none where it gave nothing. */
export const rewardPlots = ({ reward }: Steps): readonly StepPlot[] =>
  reward.some((value) => value !== 0)
    ? [{ title: 'reward', lines: [{ name: 'reward', values: reward }] }]
    : [];

/** The body that moves farthest: the one to look at first. */
export function liveliestBody({ bodies, positions, frames }: Steps): string {
  const travelled = bodies.map((_, b) => {
    let sum = 0;
    for (let k = 1; k < frames; k++) {
      const at = 3 * (k * bodies.length + b);
      const before = at - 3 * bodies.length;
      sum += Math.hypot(
        ...[0, 1, 2].map((c) => (positions[at + c] as number) - (positions[before + c] as number)),
      );
    }
    return sum;
  });
  return bodies[travelled.indexOf(Math.max(...travelled))] ?? '';
}
