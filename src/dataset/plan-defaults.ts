import { DEFAULT_MODALITIES } from '../core/frame.ts';

export const PLAN_DEFAULTS = {
  episodes: 8,
  frames: 48,
  seed: 0,
  fps: 12,
  width: 128,
  height: 128,
  modalities: DEFAULT_MODALITIES,
  split: { train: 1 },
  look: 'easy',
} as const;
