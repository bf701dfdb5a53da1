import type { CameraEffects } from '../../core/camera-effects.ts';
import { LIGHT_OF_SRGB, srgbOfLight } from '../../core/srgb-light.ts';
import { expose } from './exposure.ts';
import { sensorNoise } from './sensor-noise.ts';
import { vignette } from './vignette.ts';

/** A clean picture and what a real camera would make of it. */
export type EffectsInput = {
  /** sRGB, [height, width, 3]; already blurred where a shutter is open for long. */
  readonly rgb: Uint8Array;
  /** The camera's `directionTable`, [height, width, 2]. */
  readonly directions: Float32Array;
  readonly effects: Pick<CameraEffects, 'exposure' | 'vignette' | 'noise'>;
  /** Of this camera and frame. */
  readonly seed: number;
};

/**
 * The picture with the effects of its camera, in linear light and in the order in which light meets them:
 * vignette, exposure, noise, then clipped to 0…1. Without any it is the picture given.
 */
export function applyEffects({ rgb, directions, effects, seed }: EffectsInput): Uint8Array {
  const { exposure, vignette: strength, noise } = effects;
  if (exposure === 0 && strength === 0 && noise === null) return rgb;
  let light: Float32Array = Float32Array.from(rgb, (byte) => LIGHT_OF_SRGB[byte]!);
  if (strength !== 0) light = vignette(light, directions, strength);
  if (exposure !== 0) light = expose(light, exposure);
  if (noise !== null) light = sensorNoise(light, noise, seed);
  return Uint8Array.from(light, srgbOfLight);
}
