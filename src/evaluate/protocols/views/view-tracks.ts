import type { CameraIntrinsics } from '../../../core/camera.ts';
import type { Mat4 } from '../../../core/pose.ts';
import type { BodyFacts, CameraFacts } from '../../../core/recorded-episode.ts';
import type { Dataset } from '../../../dataset/open-dataset.ts';
import { readCameras, readEpisodeFacts } from '../../../dataset/read-episode.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { labelRegions } from '../../../metrics/label-regions.ts';
import type { TrackPoint } from '../../../metrics/laws/track-bodies.ts';
import { makePrototypes, type Prototypes } from '../../../metrics/prototype-masks.ts';
import type { ImagePoint } from '../../../metrics/sampson-error.ts';
import { clipPlace } from '../../bounds/clip-place.ts';
import type { SeenClip } from '../evaluation-protocol.ts';
import { seeBodies } from '../laws/see-bodies.ts';

/** What one camera's frames of a clip show, frame h − 1 being h frames ahead: plain data. */
export type ViewTracks = {
  readonly camera: string;
  /** The last context frame: views of one moment have one. */
  readonly last: number;
  readonly intrinsics: CameraIntrinsics;
  /** Camera axes OpenCV, a frame each. */
  readonly worldFromCamera: readonly Mat4[];
  /** Centres of the bodies that can be told by their colour; null where one is not seen whole, or taken for another. */
  readonly bodies: Readonly<Record<string, readonly (ImagePoint | null)[]>>;
};

/** How far from its mask's centre the true frames may show a body by its colour: else something else has it, pixels. */
const MOST_ASTRAY = 1;

/** Thousandths of a pixel: what is left out is far below any error, and journals stay small. */
const rounded = (value: number): number => Number(value.toFixed(3));

/** What all sources of a clip are looked at with. */
type ViewSetUp = {
  readonly camera: CameraFacts;
  readonly bodies: readonly BodyFacts[];
  readonly prototypes: Prototypes;
};

async function readSetUp(dataset: Dataset, clip: EvaluatedClip): Promise<ViewSetUp | null> {
  const { camera: name } = clipPlace(clip);
  const camera = (await readCameras(dataset, clip.episode)).find((one) => one.name === name);
  if (camera === undefined || camera.lens.kind !== 'pinhole' || camera.every !== 1) return null;
  const { bodies } = await readEpisodeFacts(dataset, clip.episode);
  const prototypes = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, clip.width);
  return { camera, bodies, prototypes };
}

/** All sources look at one clip in turn, so what they share is kept for as long as the clip is. */
const setUps = new WeakMap<EvaluatedClip, Promise<ViewSetUp | null>>();

/** Whether the true frame h + 1 ahead shows a body where its mask is. */
function openMasks({ truthIds, foregroundIds, width }: EvaluatedClip) {
  const regions = truthIds.map((ids) => labelRegions(ids, width, Math.max(0, ...foregroundIds)));
  return ({ u, v }: TrackPoint, id: number, h: number): boolean => {
    const mask = regions[h]?.[id - 1];
    return mask !== undefined && Math.hypot(u - mask.u, v - mask.v) <= MOST_ASTRAY;
  };
}

/**
 * Follows the bodies of one camera's frames, as the physics protocol does; null for a camera with another lens than a
 * pinhole, or a rate of its own.
 */
export async function viewTracks({ clip, dataset, source, frames }: SeenClip): Promise<ViewTracks | null> {
  const reading = setUps.get(clip) ?? readSetUp(dataset, clip);
  setUps.set(clip, reading);
  const setUp = await reading;
  if (setUp === null) return null;
  const { camera, bodies, prototypes } = setUp;
  const { last, horizon } = clipPlace(clip);
  const isTruth = source.role === 'truth';
  const { tracks } = seeBodies(clip, bodies, prototypes, isTruth ? clip.truth : frames);
  const isThere = isTruth ? openMasks(clip) : () => true;
  const { width, height, fx, fy, cx, cy } = camera;
  return {
    ...{ camera: camera.name, last, intrinsics: { width, height, fx, fy, cx, cy } },
    worldFromCamera: Array.from(
      { length: horizon },
      (_, h) => camera.worldFromCameraPerFrame?.[last + 1 + h] ?? camera.worldFromCamera,
    ),
    bodies: Object.fromEntries(
      [...tracks].map(([name, track]) => {
        const { id } = bodies.find((body) => body.name === name) as BodyFacts;
        const places = track
          .slice(1)
          .map((point, h) =>
            point?.whole && isThere(point, id, h) ? ([rounded(point.u), rounded(point.v)] as const) : null,
          );
        return [name, places];
      }),
    ),
  };
}
