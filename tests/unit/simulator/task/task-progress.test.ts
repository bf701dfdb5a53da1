import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArraySpec } from '#src/core/array-spec.ts';
import type { Episode, EpisodeEvent, WorldState } from '#src/core/episode.ts';
import { type Quaternion, rotate, type Vec3 } from '#src/core/pose.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { advanceTask, beginTask, type TaskJudgement } from '#src/simulator/task/task-progress.ts';
import { minimalBall, minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';

const FPS = 10;
const ACTION_SPEC: ArraySpec = {
  ...{ name: 'push', shape: [2], dtype: 'float32', unit: 'm/s', elements: ['x', 'y'] },
  ...{ low: [-2, 0], high: [1, Number.POSITIVE_INFINITY] },
};

/** A ball and a cube over the ground (in the episode's order: ball, cube, ground) with a task. */
function episodeWith(task: Readonly<Record<string, unknown>>): Episode {
  const bodies = [
    minimalGround(),
    minimalBall(),
    minimalBall({ name: 'cube', class: 'thing', position: [2, 0, 1] }),
  ];
  const scene = minimalScene({ bodies, task: { name: 'do', success: NEVER, ...task } });
  return sampleEpisode(parseScene(scene, 'test'), 0);
}
const NEVER = [{ kind: 'height', of: 'ball', above: 1000 }];

type Placed = {
  readonly ball?: Vec3;
  readonly cube?: Vec3;
  readonly turn?: Quaternion;
  readonly speed?: Vec3;
};

/** The ball's place, turn and velocity; the cube's place. */
function stateOf({
  ball = [0, 0, 0],
  cube = [0, 0, 0],
  turn = [0, 0, 0, 1],
  speed = [0, 0, 0],
}: Placed): WorldState {
  return {
    step: 0,
    positions: Float64Array.of(...ball, ...cube, 0, 0, 0),
    orientations: Float64Array.of(...turn, 0, 0, 0, 1, 0, 0, 0, 1),
    linearVelocities: Float64Array.of(...speed, 0, 0, 0, 0, 0, 0),
    angularVelocities: new Float64Array(9),
  };
}

const touch = (kind: EpisodeEvent['kind'], a: string, b: string): EpisodeEvent => ({
  ...{ kind, time: 0, frame: 0, a, b },
});

type Shown = Placed & { readonly events?: readonly EpisodeEvent[]; readonly action?: Float32Array };

/** Judges frames from 1 on; frame 0 shows the first of them. */
function judge(episode: Episode, frames: readonly Shown[]): readonly TaskJudgement[] {
  let last = beginTask(episode, stateOf(frames[0] ?? {}));
  return frames.map(({ events = [], action = null, ...placed }) => {
    last = advanceTask(episode, ACTION_SPEC, FPS, last.progress, { state: stateOf(placed), events, action });
    return last;
  });
}

/** Whether a condition holds at the last of the frames. */
function holds(condition: Readonly<Record<string, unknown>>, ...frames: readonly Shown[]): boolean {
  const judged = judge(episodeWith({ success: NEVER, failure: [condition] }), frames);
  const first = judged.findIndex(({ outcome }) => outcome === 'failure');
  return first === judged.length - 1;
}

const TURNED: Quaternion = [Math.sqrt(0.5), 0, 0, Math.sqrt(0.5)];

describe('a condition', () => {
  it.each([
    [{ kind: 'distance', of: 'ball', to: 'cube', below: 5 }, { ball: [3, 0, 0], cube: [0, 4, 0] }, true],
    [{ kind: 'distance', of: 'ball', to: 'cube', below: 4.99 }, { ball: [3, 0, 0], cube: [0, 4, 0] }, false],
    [{ kind: 'distance', of: 'ball', to: 'cube', above: 5.01 }, { ball: [3, 0, 0], cube: [0, 4, 0] }, false],
    [
      { kind: 'distance', of: 'ball', to: [0, 0, 9], below: 1, horizontal: true },
      { ball: [0.6, 0.8, 0] },
      true,
    ],
    [
      { kind: 'distance', of: { body: 'ball', offset: [0, 0, 2] }, to: [0, -2, 0], below: 1e-9 },
      { turn: TURNED },
      true,
    ],
    [{ kind: 'height', of: 'ball', above: 1, below: 2 }, { ball: [0, 0, 1.5] }, true],
    [{ kind: 'height', of: 'ball', above: 1, below: 2 }, { ball: [0, 0, 2.5] }, false],
    [{ kind: 'height', of: 'ball', above: 1, below: 2, not: true }, { ball: [0, 0, 2.5] }, true],
    [
      { kind: 'inside', of: 'ball', region: { center: [1, 0, 0], size: [1, 2, 2] } },
      { ball: [1.5, 1, -1] },
      true,
    ],
    [
      { kind: 'inside', of: 'ball', region: { center: [1, 0, 0], size: [1, 2, 2] } },
      { ball: [1.6, 0, 0] },
      false,
    ],
    [
      { kind: 'inside', of: 'cube', region: { on: 'ball', center: [0, 0, 1], size: [0.1, 0.1, 0.1] } },
      { ball: [5, 0, 0], turn: TURNED, cube: [5, -1, 0] },
      true,
    ],
    [{ kind: 'tilt', body: 'ball', above_deg: 89.9, below_deg: 90.1 }, { turn: TURNED }, true],
    [{ kind: 'tilt', body: 'ball', below_deg: 89.9 }, { turn: TURNED }, false],
    [{ kind: 'speed', body: 'ball', below: 5 }, { speed: [3, 0, 4] }, true],
    [{ kind: 'speed', body: 'ball', below: 4.9 }, { speed: [3, 0, 4] }, false],
  ] as const)('%j at %j: %s', (condition, placed, expected) => {
    expect(holds(condition, placed)).toBe(expected);
  });

  it('on contact holds from a touch on until it is let go, and at the frame of a short touch', () => {
    const [begin, end] = [touch('contact_begin', 'ball', 'cube'), touch('contact_end', 'ball', 'cube')];
    const contact = { kind: 'contact', body: 'cube', with: 'ball' };
    expect(holds(contact, {})).toBe(false);
    expect(holds(contact, { events: [begin] })).toBe(true);
    expect(holds(contact, { events: [begin, end] })).toBe(true);
    expect(holds({ ...contact, with: ['ground', 'ball'] }, { events: [begin] })).toBe(true);
    expect(holds({ ...contact, with: 'ground' }, { events: [begin] })).toBe(false);
    const released = { ...contact, not: true };
    const grip = judge(episodeWith({ success: [released] }), [
      { events: [begin] },
      {},
      { events: [end] },
      {},
    ]);
    expect(grip.map(({ outcome }) => outcome)).toEqual([null, null, null, 'success']);
  });

  it('on contact takes a class for all of its bodies', () => {
    const events = [touch('contact_begin', 'ball', 'cube')];
    expect(holds({ kind: 'contact', body: 'ball', with: 'thing' }, { events })).toBe(true);
  });

  it('on rest asks for touch, height and likeness of motion', () => {
    const resting = { kind: 'resting-on', body: 'ball', on: 'cube' };
    const events = [touch('contact_begin', 'ball', 'cube')];
    const above = { ball: [0, 0, 1], events } as const;
    expect(holds(resting, above)).toBe(true);
    expect(holds(resting, { ...above, events: [] })).toBe(false);
    expect(holds(resting, { ...above, speed: [0.06, 0, 0] })).toBe(false);
    expect(holds(resting, { ...above, cube: [0, 0, 2] })).toBe(false);
  });

  it('inside a turned box is the box of its eight corners', () => {
    const size: Vec3 = [1, 2, 3];
    const component = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(component, component, component, (x, y, z) => {
        const inBox = [x, y, z].every((value, axis) => Math.abs(value) <= size[axis]! / 2);
        const edge = [x, y, z].some((value, axis) => Math.abs(Math.abs(value) - size[axis]! / 2) < 1e-9);
        const cube = rotate(TURNED, [x, y, z]);
        const condition = { kind: 'inside', of: 'cube', region: { on: 'ball', center: [0, 0, 0], size } };
        expect(edge || holds(condition, { turn: TURNED, cube }) === inBox).toBe(true);
      }),
    );
  });
});

describe('an outcome', () => {
  const high = { kind: 'height', of: 'ball', above: 1 };
  const low = { kind: 'height', of: 'ball', below: -1 };
  const heights = (...z: readonly number[]): readonly Shown[] =>
    z.map((height) => ({ ball: [0, 0, height] }));
  const outcomes = (task: Readonly<Record<string, unknown>>, frames: readonly Shown[]) =>
    judge(episodeWith(task), frames).map(({ outcome, terminated }) => [outcome, terminated]);

  it('is a success when all has held without a break for as long as it must', () => {
    const task = { success: [high], hold_s: 0.2 };
    expect(outcomes(task, heights(2, 2, 0, 2, 2, 2, 0))).toEqual([
      ...Array(5).fill([null, false]),
      ...Array(2).fill(['success', true]),
    ]);
  });

  it('is the first end, whatever comes later, and failure before success', () => {
    const task = { success: [high], failure: [low] };
    expect(outcomes(task, heights(0, 2, -2)).at(-1)).toEqual(['success', true]);
    expect(outcomes(task, heights(0, -2, 2)).at(-1)).toEqual(['failure', true]);
    const both = { success: [high], failure: [high] };
    expect(outcomes(both, heights(2))).toEqual([['failure', true]]);
  });

  it('terminates only what ends say', () => {
    const task = { success: [high], failure: [low], ends: ['failure'] };
    expect(outcomes(task, heights(0, 2, 2)).at(-1)).toEqual(['success', false]);
    expect(outcomes(task, heights(0, -2)).at(-1)).toEqual(['failure', true]);
  });

  it('is a near miss where two came close and no failure followed', () => {
    const task = { success: [high], failure: [low] };
    const close = { events: [touch('near_miss', 'ball', 'cube')] };
    expect(outcomes(task, [close]).at(-1)).toEqual(['near-miss', false]);
    expect(outcomes(task, [close, ...heights(2)]).at(-1)).toEqual(['near-miss', true]);
    expect(outcomes(task, [close, ...heights(-2)]).at(-1)).toEqual(['failure', true]);
    expect(outcomes(task, [...heights(2), close]).at(-1)).toEqual(['success', true]);
  });
});

describe('a reward', () => {
  const rewards = (reward: readonly unknown[], frames: readonly Shown[]): readonly number[] =>
    judge(episodeWith({ success: [{ kind: 'height', of: 'ball', above: 1 }], reward }), frames).map(
      (judged) => judged.reward,
    );
  const gap = { of: 'ball', to: [0, 0, 0] };

  it('is 1 with the success where nothing else is said, and 0 afterwards', () => {
    const task = episodeWith({ success: [{ kind: 'height', of: 'ball', above: 1 }] });
    const judged = judge(task, [{}, { ball: [0, 0, 2] }, { ball: [0, 0, 2] }]);
    expect(judged.map(({ reward }) => reward)).toEqual([0, 1, 0]);
  });

  it('sums its terms', () => {
    const frames: readonly Shown[] = [{ ball: [3, 0, 0] }, { ball: [2, 0, 0] }, { ball: [4, 0, 0] }];
    expect(rewards([{ kind: 'distance', gap, weight: 2 }], frames)).toEqual([-6, -4, -8]);
    expect(rewards([{ kind: 'progress', gap, weight: 2 }], frames)).toEqual([0, 2, -4]);
    const terms = [
      { kind: 'frame', value: 0.5 },
      { kind: 'progress', gap, weight: 1 },
      { kind: 'success', value: 10 },
    ];
    expect(rewards(terms, [...frames, { ball: [0, 0, 3] }])).toEqual([0.5, 1.5, -1.5, 11.5]);
  });

  it('costs an action the mean square of its shares of the bounds', () => {
    const action = Float32Array.of(-1, 3);
    // The second element has 0 and no bound: it counts as it is.
    expect(rewards([{ kind: 'action', weight: 2 }], [{ action }])).toEqual([-2 * ((0.25 + 9) / 2)]);
  });
});
