import type { Rng } from '../../core/rng.ts';

/**
 * Which of ground and bodies is the lighter: the one thing that they agree on, so that each draws its
 * colours by itself and yet no body melts into the ground. Spans of OKLab lightness that lie apart.
 */
export type Tone = {
  readonly name: 'dark_ground' | 'light_ground';
  readonly ground: readonly [number, number];
  readonly bodies: readonly [number, number];
};

const TONES: readonly [Tone, Tone] = [
  { name: 'dark_ground', ground: [0.3, 0.47], bodies: [0.66, 0.88] },
  { name: 'light_ground', ground: [0.78, 0.93], bodies: [0.44, 0.64] },
];

export const drawTone = (rng: Rng): Tone => rng.choice(TONES);
