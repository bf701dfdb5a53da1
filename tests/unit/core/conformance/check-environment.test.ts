import { describe, expect, it } from 'vitest';
import { checkAction } from '#src/core/check-action.ts';
import type { Environment, TimeStep } from '#src/core/environment.ts';
import type { EpisodeEvent } from '#src/core/episode.ts';
import { ToolkitError } from '#src/core/error.ts';
import { checkEnvironment } from '#src/testing.ts';

type Seen = { readonly place: Float32Array; readonly frame: number };
type Moment = { readonly frame: number; readonly place: number };
type Toy = Environment<Seen, Moment>;

const FRAMES = 7;

const refuse = (): never => {
  throw new ToolkitError('argument/invalid', 'An episode must be running, got none.', 'Reset first.');
};

/** A point on a line that is pushed along it: the least that keeps the contract. */
function createToy(): Toy {
  let now: Moment | null = null;
  const show = ({ frame, place }: Moment): TimeStep<Seen> => {
    const events: EpisodeEvent[] =
      frame % 2 === 1 ? [{ kind: 'contact_begin', time: frame, frame, a: 'a', b: 'b' }] : [];
    const observation = { place: Float32Array.of(place), frame };
    return {
      observation,
      reward: place,
      terminated: false,
      truncated: frame === FRAMES,
      events,
      info: { frame },
    };
  };
  const toy: Toy = {
    actionSpec: { name: 'push', shape: [2], dtype: 'float32', low: -0.1, high: 0.3, unit: 'm' },
    observationSpecs: [
      { name: 'place', shape: [1], dtype: 'float32', low: -5, high: 5, unit: 'm' },
      { name: 'frame', shape: [], dtype: 'float64', low: 0, high: FRAMES, unit: 'frames' },
    ],
    reset: async (seed) => {
      now = { frame: 0, place: seed / 10 };
      return show(now);
    },
    step: async (action) => {
      if (now === null || now.frame === FRAMES) return refuse();
      checkAction(toy.actionSpec, action, 'action');
      const push = action === null ? 0 : (action[0] as number) + (action[1] as number);
      now = { frame: now.frame + 1, place: now.place + push };
      return show(now);
    },
    snapshot: () => now ?? refuse(),
    restore: async (moment) => {
      now = moment;
      return show(now);
    },
    close: () => undefined,
  };
  return toy;
}

/** The toy with one part spoiled. */
const spoil = (how: (toy: Toy) => Partial<Toy>): Toy => {
  const toy = createToy();
  return { ...toy, ...how(toy) };
};
/** The toy with every time step spoiled. */
const show = (how: (shown: TimeStep<Seen>) => TimeStep<Seen>): Toy =>
  spoil((toy) => ({
    reset: async (seed) => how(await toy.reset(seed)),
    step: async (action) => how(await toy.step(action)),
    restore: async (moment) => how(await toy.restore(moment)),
  }));

const shared = new Float32Array(1);
let calls = 0;

const SPOILED: readonly (readonly [what: string, rule: string, toy: () => Toy])[] = [
  [
    'steps before a reset',
    'begins-with-reset',
    () => {
      let begun = false;
      return spoil((toy) => ({
        reset: (seed) => {
          begun = true;
          return toy.reset(seed);
        },
        step: async (action) => (begun ? toy.step(action) : toy.reset(0)),
      }));
    },
  ],
  [
    'remembers the episode before',
    'same-seed-same-bytes',
    () => show((shown) => ({ ...shown, reward: calls++ })),
  ],
  ['ignores the seed', 'seeds-differ', () => spoil((toy) => ({ reset: () => toy.reset(0) }))],
  [
    'shows an array of another type',
    'observations-keep-specs',
    () =>
      show((shown) => ({
        ...shown,
        observation: {
          ...shown.observation,
          place: Float64Array.from(shown.observation.place) as never,
        },
      })),
  ],
  [
    'shows what has no spec',
    'observations-keep-specs',
    () => show((shown) => ({ ...shown, observation: Object.assign({}, shown.observation, { secret: 1 }) })),
  ],
  [
    'shows what is out of bounds',
    'observations-keep-specs',
    () => show((shown) => ({ ...shown, observation: { ...shown.observation, frame: 99 } })),
  ],
  [
    'shows NaN',
    'observations-keep-specs',
    () =>
      show((shown) => ({
        ...shown,
        observation: { ...shown.observation, place: Float32Array.of(Number.NaN) },
      })),
  ],
  [
    'shows the same array again and again',
    'observations-stay',
    () =>
      show((shown) => {
        shared.set(shown.observation.place);
        return { ...shown, observation: { ...shown.observation, place: shared } };
      }),
  ],
  [
    'goes on after the end',
    'ends',
    () =>
      spoil((toy) => ({
        step: (action) => (toy.snapshot().frame === FRAMES ? toy.reset(0) : toy.step(action)),
      })),
  ],
  [
    'clips actions',
    'refuses-actions',
    () =>
      spoil((toy) => ({
        step: (action) =>
          toy.step(action && Float32Array.from(action, (x) => Math.min(Math.max(x, -0.1), 0.3))),
      })),
  ],
  [
    'moves before it refuses',
    'refuses-actions',
    () =>
      spoil((toy) => ({
        step: async (action) => {
          const before = toy.snapshot();
          if (action?.some(Number.isNaN)) await toy.restore({ ...before, place: before.place + 1 });
          return toy.step(action);
        },
      })),
  ],
  [
    'forgets part of a snapshot',
    'restores',
    () => spoil((toy) => ({ restore: (moment) => toy.restore({ ...moment, place: 0 }) })),
  ],
  [
    'is disturbed by a snapshot',
    'same-seed-same-bytes',
    () =>
      spoil((toy) => ({
        snapshot: () => {
          const moment = toy.snapshot();
          void toy.restore({ ...moment, place: moment.place + 0.01 });
          return moment;
        },
      })),
  ],
  ['rewards with NaN', 'plain-reward-and-info', () => show((shown) => ({ ...shown, reward: Number.NaN }))],
  [
    'tells more than plain values beside',
    'plain-reward-and-info',
    () => show((shown) => ({ ...shown, info: { ...shown.info, place: [1] as never } })),
  ],
  [
    'tells something else beside when it is restored',
    'restores',
    () =>
      spoil((toy) => ({
        restore: async (moment) => ({ ...(await toy.restore(moment)), info: { restored: true } }),
      })),
  ],
  [
    'tells events of another frame',
    'orders-events',
    () => show((shown) => ({ ...shown, events: shown.events.map((event) => ({ ...event, frame: 0 })) })),
  ],
  [
    'tells events backwards',
    'orders-events',
    () =>
      show((shown) => ({ ...shown, events: shown.events.map((event) => ({ ...event, time: -event.time })) })),
  ],
];

describe('checkEnvironment', () => {
  it('finds nothing in an environment that keeps the contract', async () => {
    expect(await checkEnvironment(createToy())).toEqual([]);
  });

  it.each(SPOILED)('finds one that %s', async (_what, rule, spoiled) => {
    expect((await checkEnvironment(spoiled())).map((finding) => finding.rule)).toContain(rule);
  });

  it('finds one that does not end within the frames allowed', async () => {
    expect(await checkEnvironment(createToy(), { frames: 3 })).toEqual([
      { rule: 'ends', message: 'an episode must end within 3 frames, got no end with seed 0' },
    ]);
  });

  it('lets seeds be alike where nothing is random', async () => {
    const toy = spoil((inner) => ({ reset: () => inner.reset(0) }));
    expect(await checkEnvironment(toy, { seedsDiffer: false })).toEqual([]);
  });

  it('says which rule, where, and what it got', async () => {
    const toy = show((shown) => ({ ...shown, observation: { ...shown.observation, frame: 99 } }));
    expect((await checkEnvironment(toy))[0]).toEqual({
      rule: 'observations-keep-specs',
      message: 'seed 0, frame 0: frame[0] must be finite and lie in [0, 7] frames, got 99',
    });
  });
});
