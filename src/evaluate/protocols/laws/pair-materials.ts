import type { BodyFacts } from '../../../core/recorded-episode.ts';

/** Friction or restitution where two bodies touch: the engine takes the mean of the two (docs/physics.md). */
export const meanOf = (a: BodyFacts, b: BodyFacts, field: 'friction' | 'restitution'): number =>
  (a.material[field] + b.material[field]) / 2;
