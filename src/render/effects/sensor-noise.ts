import type { CameraEffects } from '../../core/camera-effects.ts';
import { normalQuantile } from '../../core/normal-quantile.ts';
import { createRng } from '../../core/rng.ts';

/** Electrons from which on a Poisson variable is drawn as a normal one. */
const MANY = 50;

/**
 * The light that a sensor measures: each value is a whole number of electrons that arrive by chance (shot
 * noise, Poisson; `fullWell` of them are light 1) plus normal read noise. Not clipped. Source: the linear
 * camera model of EMVA Standard 1288, release 4.0, with the gain and the dark signal left out.
 *
 * Shot and read noise are streams of their own, of one draw a value: more light, or another read noise,
 * leaves all other draws as they are.
 */
export function sensorNoise(
  light: Float32Array,
  { fullWell, read }: NonNullable<CameraEffects['noise']>,
  seed: number,
): Float32Array {
  const shot = createRng(seed).fork('noise/shot');
  const reading = createRng(seed).fork('noise/read');
  return light.map((value) => {
    const mean = value * fullWell;
    const u = shot.next();
    const arrived = mean < MANY ? poissonQuantile(mean, u) : mean + Math.sqrt(mean) * normalQuantile(u);
    const noise = read > 0 ? read * normalQuantile(reading.next()) : 0;
    return (arrived + noise) / fullWell;
  });
}

/** The least count that a Poisson variable stays at or below with a probability above `u`. */
function poissonQuantile(mean: number, u: number): number {
  let probability = Math.exp(-mean);
  let sum = probability;
  let count = 0;
  // The sum may stop just short of 1, by rounding.
  while (u >= sum && count < 4 * MANY) {
    count++;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}
