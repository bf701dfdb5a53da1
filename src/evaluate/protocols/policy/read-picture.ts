import type { WorldState } from '../../../core/episode.ts';
import type { Vec3 } from '../../../core/pose.ts';
import { labelRegions } from '../../../metrics/label-regions.ts';
import { pointOnPlane } from '../../../metrics/laws/point-on-plane.ts';
import { MIN_VISIBLE_PX } from '../../../metrics/presence.ts';
import { predictedLabels } from '../../../metrics/prototype-masks.ts';
import type { PolicyStart } from './policy-start.ts';

/** What a picture says of where everything is: all that a policy knows, and what a return is read from. */
export type PictureReader = (rgb: Uint8Array) => WorldState;

/** A body shows too little to be placed below this many pixels. */
const LEAST_PX = MIN_VISIBLE_PX / 2;

/**
 * Reads pictures of one start, one after another. A body is where the camera sees the middle of its pixels (by the
 * colour rule) on the level plane in which its centre began; what the middle of the pixels is off at the last
 * context frame, where all is known, is taken off. A body that shows too little stays where it was last seen, and
 * one that is not looked for where it began.
 */
export function createPictureReader(start: PolicyStart): PictureReader {
  const { episode, camera, clip, positions, prototypes, labels } = start;
  const bodies = episode.bodies.length;
  const known = positions.slice();
  const placed = { intrinsics: camera, lens: camera.lens, worldFromCamera: camera.worldFromCamera };
  const look = (rgb: Uint8Array, body: number, label: number): Vec3 | null => {
    const found = labelRegions(predictedLabels(rgb, prototypes), clip.width, prototypes.colors.length);
    const region = found[label - 1];
    if (region === undefined || region.area < LEAST_PX) return null;
    const point: Vec3 = [0, 0, positions[3 * body + 2] as number];
    return pointOnPlane(placed, region.u, region.v, { point, normal: [0, 0, 1] });
  };
  const off = labels.map(({ body, label }) => {
    const seen = look(clip.context.at(-1) as Uint8Array, body, label);
    return [0, 1].map((axis) =>
      seen === null ? 0 : (seen[axis] as number) - (positions[3 * body + axis] as number),
    );
  });
  return (rgb) => {
    labels.forEach(({ body, label }, i) => {
      const seen = look(rgb, body, label);
      if (seen === null) return;
      for (const axis of [0, 1]) known[3 * body + axis] = (seen[axis] as number) - (off[i]?.[axis] ?? 0);
    });
    const still = new Float64Array(3 * bodies);
    const upright = new Float64Array(4 * bodies).map((_, i) => (i % 4 === 3 ? 1 : 0));
    return {
      ...{ step: 0, positions: known.slice(), orientations: upright },
      ...{ linearVelocities: still, angularVelocities: still },
    };
  };
}
