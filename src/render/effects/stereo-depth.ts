import type { StereoDepth } from '../../core/camera-effects.ts';
import { normalQuantile } from '../../core/normal-quantile.ts';
import { createRng } from '../../core/rng.ts';
import { fattenEdges } from './edge-fattening.ts';
import { seenByBoth } from './stereo-visibility.ts';

/** An exact depth image and the stereo camera that would measure it. */
export type StereoInput = {
  /** Exact Z-depth, metres; 0 where nothing is. [height, width]. */
  readonly depthZ: Float32Array;
  readonly width: number;
  readonly height: number;
  /** The camera's fx, pixels. */
  readonly focal: number;
  /** Farthest depth that it reports, metres. */
  readonly far: number;
  readonly stereo: StereoDepth;
  /** Of this camera and frame. */
  readonly seed: number;
};

/**
 * Z-depth as a stereo camera measures it, metres; 0 where it finds no match. Disparity is focal · baseline
 * ÷ Z pixels along a row; what is near fattens over what is behind it, normal noise is added, and the sum
 * is rounded to a whole number of steps. What the second eye, to the right, does not see finds no match,
 * nor does what is measured beyond `far`, nor a share lost by chance. Source: Gallup et al., "Variable
 * baseline/resolution stereo", CVPR 2008 (the depth's error grows with Z² ÷ (focal · baseline)).
 */
export function stereoDepth({ depthZ, width, height, focal, far, stereo, seed }: StereoInput): Float32Array {
  const { baseline, disparityNoise, disparityStep, edgeFattening, dropout } = stereo;
  const disparity = depthZ.map((z) => (z > 0 ? (focal * baseline) / z : 0));
  const isSeen = seenByBoth(disparity, width, height);
  const matched = fattenEdges(disparity, width, height, edgeFattening);
  // A stream each, of one draw a pixel: changing one leaves the other's draws alone.
  const noise = createRng(seed).fork('stereo-depth/noise');
  const loss = createRng(seed).fork('stereo-depth/dropout');
  return matched.map((exact, pixel) => {
    const error = disparityNoise * normalQuantile(noise.next());
    const isLost = loss.next() < dropout;
    const isFattened = exact !== disparity[pixel];
    if (isLost || exact === 0 || (isSeen[pixel] === 0 && !isFattened)) return 0;
    const measured = Math.round((exact + error) / disparityStep) * disparityStep;
    const z = (focal * baseline) / measured;
    return measured > 0 && z <= far ? z : 0;
  });
}
