import type { BodyDynamics } from '../core/body-dynamics.ts';
import type { Episode, EpisodeEvent } from '../core/episode.ts';
import type { Outcome } from '../core/task.ts';

type Step = {
  readonly frame: number;
  readonly events: readonly EpisodeEvent[];
  readonly dynamics: BodyDynamics;
  readonly outcome: Outcome | null;
};

/**
 * What episode.json says of the laws that hold in it: gravity, masses, and friction and restitution of all pairs
 * that touch (the engine takes the mean of two materials); and when its outcome was decided, s.
 */
export function truthFacts({ gravity, bodies }: Episode, fps: number, steps: readonly Step[]): unknown {
  const masses = steps[0]?.dynamics.masses ?? new Float64Array(bodies.length);
  const events = steps.flatMap((step) => step.events);
  const outcome = steps.at(-1)?.outcome ?? null;
  const decided = outcome === null ? undefined : steps.find((step) => step.outcome === outcome);
  const touched = events.filter(({ kind }) => kind === 'contact_begin').map(({ a, b }) => `${a} ${b}`);
  const materialOf = new Map(bodies.map(({ name, material }) => [name, material]));
  const mean = (a: string, b: string, field: 'friction' | 'restitution'): number =>
    ((materialOf.get(a)?.[field] ?? 0) + (materialOf.get(b)?.[field] ?? 0)) / 2;
  return {
    gravity,
    outcome_time: decided === undefined ? null : decided.frame / fps,
    masses: Object.fromEntries(
      bodies.flatMap(({ name, motion }, i) => (motion === 'dynamic' ? [[name, masses[i]]] : [])),
    ),
    contacts: [...new Set(touched)].sort().map((pair) => {
      const [a, b] = pair.split(' ') as [string, string];
      return { a, b, friction: mean(a, b, 'friction'), restitution: mean(a, b, 'restitution') };
    }),
  };
}
