import type { BodyFacts } from '../../../core/recorded-episode.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { pileHeight } from '../../../metrics/laws/pile-height.ts';
import { type BodyTrack, trackBodies } from '../../../metrics/laws/track-bodies.ts';
import { type Prototypes, predictedLabels } from '../../../metrics/prototype-masks.ts';

/** What is seen of the bodies in frames: the last context frame is at place 0, h frames ahead at place h. */
export type SeenBodies = {
  /** By name, of the bodies whose colour is no other's; the others cannot be followed one by one. */
  readonly tracks: ReadonlyMap<string, BodyTrack>;
  /** How high all of them together stand in the image, pixels. */
  readonly heights: readonly number[];
};

/** Two protocols look at the same frames one after the other, so what was seen is kept for as long as they are. */
const seen = new WeakMap<readonly Uint8Array[], SeenBodies>();

/** Follows the bodies of a clip through frames that go on from its context. */
export function seeBodies(
  clip: EvaluatedClip,
  bodies: readonly BodyFacts[],
  prototypes: Prototypes,
  frames: readonly Uint8Array[],
): SeenBodies {
  const known = seen.get(frames);
  if (known !== undefined) return known;
  const all = [...clip.context.slice(-1), ...frames];
  const labels = all.map((frame) => predictedLabels(frame, prototypes));
  const found = new Map<string, BodyTrack>();
  trackBodies(all, labels, prototypes, clip.width).forEach((track, k) => {
    const group = bodies.filter(({ id }) => prototypes.groupOfId[id] === k + 1);
    const [only] = group;
    if (only !== undefined && group.length === 1) found.set(only.name, track);
  });
  const bodiesSeen = { tracks: found, heights: labels.map((image) => pileHeight(image, clip.width)) };
  seen.set(frames, bodiesSeen);
  return bodiesSeen;
}
