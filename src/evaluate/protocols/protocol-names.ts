/** Questions that are asked beside the rollout, in the order in which reports answer them. */
export const PROTOCOL_NAMES = [
  'physics',
  'views',
  'heads',
  'teacher-forced',
  'alignment',
  'physics-iq',
  'counterfactual',
  'surprise',
  'policy',
] as const;

/** One of {@link PROTOCOL_NAMES}. */
export type ProtocolName = (typeof PROTOCOL_NAMES)[number];

/** What `--protocol` takes; the rollout is what all others stand on, and is always there. */
export const PROTOCOL_CHOICES: readonly string[] = ['rollout', ...PROTOCOL_NAMES];
