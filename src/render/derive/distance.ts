import type { ViewTruth } from './view-truth.ts';

/** Distance from the camera's centre to what each pixel shows, metres; 0 where nothing is. [height, width]. */
export function deriveDistance({ depthZ, directions }: ViewTruth): Float32Array {
  const distance = new Float32Array(depthZ.length);
  for (let i = 0; i < depthZ.length; i++) {
    const z = depthZ[i]!;
    if (z === 0) continue;
    const x = directions[2 * i]!;
    const y = directions[2 * i + 1]!;
    distance[i] = z * Math.sqrt(x * x + y * y + 1);
  }
  return distance;
}
