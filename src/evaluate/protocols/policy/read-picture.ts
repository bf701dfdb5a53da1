import type { WorldState } from '../../../core/episode.ts';
import type { Vec3 } from '../../../core/pose.ts';
import { pointOnPlane } from '../../../metrics/laws/point-on-plane.ts';
import { type BodyTrack, trackBodies } from '../../../metrics/laws/track-bodies.ts';
import { predictedLabels } from '../../../metrics/prototype-masks.ts';
import type { PolicyStart } from './policy-start.ts';

/** How a picture shows a body: all of it, a part (another body hides it, or the image ends), or not at all. */
export type Sight = 'whole' | 'part' | 'none';

/** What a picture says of where everything is: all that a policy knows, and what a return is read from. */
export type PictureReading = {
  readonly state: WorldState;
  /** How the bodies of the gap are shown, the worse where there are two. */
  readonly sight: Sight;
};

export type PictureReader = (rgb: Uint8Array) => PictureReading;

/** What of a start pictures are read by. */
export type ReadBy = Pick<
  PolicyStart,
  'episode' | 'camera' | 'clip' | 'positions' | 'prototypes' | 'labels' | 'gap'
>;

const sightOf = (point: BodyTrack[number] | undefined): Sight =>
  point === null || point === undefined ? 'none' : point.whole ? 'whole' : 'part';

const worst = (sights: readonly Sight[]): Sight =>
  (['none', 'part'] as const).find((one) => sights.includes(one)) ?? 'whole';

/**
 * Reads pictures of one start, one after another. A body is where the camera sees the middle of its largest
 * connected part (`trackBodies`: pixels that look like it on another body's edge are not it) on the level plane in
 * which its centre began; what that middle is off at the last context frame, where all is known, is taken off. A
 * body that shows too little, or fades, stays where it was last seen, and one that is not looked for where it began.
 */
export function createPictureReader(start: ReadBy): PictureReader {
  const { episode, camera, clip, positions, prototypes, labels, gap } = start;
  const bodies = episode.bodies.length;
  const known = positions.slice();
  const placed = { intrinsics: camera, lens: camera.lens, worldFromCamera: camera.worldFromCamera };
  const goal = [gap.of.body, gap.to.body];
  const isGoal = (body: number): boolean => goal.includes(episode.bodies[body]?.name ?? null);
  const first = clip.context.at(-1) as Uint8Array;
  const firstLabels = predictedLabels(first, prototypes);
  const look = (rgb: Uint8Array): BodyTrack[] =>
    trackBodies([first, rgb], [firstLabels, predictedLabels(rgb, prototypes)], prototypes, clip.width);
  const placeOf = (body: number, point: BodyTrack[number] | undefined): Vec3 | null => {
    if (point === null || point === undefined) return null;
    const level: Vec3 = [0, 0, positions[3 * body + 2] as number];
    return pointOnPlane(placed, point.u, point.v, { point: level, normal: [0, 0, 1] });
  };
  const began = look(first);
  const off = labels.map(({ body, label }) => {
    const seen = placeOf(body, began[label - 1]?.[0]);
    return [0, 1].map((axis) =>
      seen === null ? 0 : (seen[axis] as number) - (positions[3 * body + axis] as number),
    );
  });
  return (rgb) => {
    const tracks = look(rgb);
    labels.forEach(({ body, label }, i) => {
      const seen = placeOf(body, tracks[label - 1]?.[1]);
      if (seen === null) return;
      for (const axis of [0, 1]) known[3 * body + axis] = (seen[axis] as number) - (off[i]?.[axis] ?? 0);
    });
    const still = new Float64Array(3 * bodies);
    const upright = new Float64Array(4 * bodies).map((_, i) => (i % 4 === 3 ? 1 : 0));
    return {
      state: {
        ...{ step: 0, positions: known.slice(), orientations: upright },
        ...{ linearVelocities: still, angularVelocities: still },
      },
      sight: worst(
        labels.filter(({ body }) => isGoal(body)).map(({ label }) => sightOf(tracks[label - 1]?.[1])),
      ),
    };
  };
}
