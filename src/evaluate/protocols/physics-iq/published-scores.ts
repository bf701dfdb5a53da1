/**
 * Scores of general video models on the benchmark's real films, per cent; V2V models see a film's begin, I2V models
 * its last frame.
 *
 * Source: google-deepmind/physics-IQ-benchmark, results table at commit e457754.
 */
export const PUBLISHED_PHYSICS_IQ: readonly { readonly model: string; readonly score: number }[] = [
  { model: 'Cosmos3-Super V2V', score: 59.7 },
  { model: 'Magi-1 V2V', score: 56.0 },
  { model: 'Cosmos3-Super I2V', score: 43.8 },
  { model: 'Sora 2 I2V', score: 42.3 },
  { model: 'CogVideoX', score: 32.3 },
  { model: 'SVD', score: 14.8 },
];

/** Why the benchmark's numbers and a report's are not of one scale. */
export const NOT_COMPARABLE =
  'The published scores are of general models on real films of several seconds, measured against a second real take; here a model sees its own simulator’s scenes for a fraction of that, and the second take is simulated. The protocol is the same, the numbers are not comparable.';
