import type { EpisodeEvent } from '../../../core/episode.ts';
import { length, type Quaternion, scale, type Vec3 } from '../../../core/pose.ts';
import type { BodyFacts, EpisodeFacts, EpisodeSteps } from '../../../core/recorded-episode.ts';
import type { Dataset } from '../../../dataset/open-dataset.ts';
import { readCameras, readEpisodeFacts, readEvents, readSteps } from '../../../dataset/read-episode.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { PlacedCamera } from '../../../metrics/laws/point-on-plane.ts';
import { makePrototypes, type Prototypes } from '../../../metrics/prototype-masks.ts';
import { type SeenBodies, seeBodies } from './see-bodies.ts';

/** What is known of a clip's episode, and what is seen of it in the true frames. */
export type ClipScene = {
  readonly facts: EpisodeFacts;
  readonly steps: EpisodeSteps;
  readonly events: readonly EpisodeEvent[];
  readonly camera: PlacedCamera;
  readonly prototypes: Prototypes;
  readonly fps: number;
  /** The episode's frame that the context ends with; frame `last + h` is h frames ahead. */
  readonly last: number;
  readonly horizon: number;
  /** Against gravity, unit length; gravity's size, m/s². */
  readonly up: Vec3;
  readonly gravity: number;
  /** What the same rules see in the true frames. */
  readonly truth: SeenBodies;
};

/** A body's state in a frame of the episode, world frame. */
export type BodyState = {
  readonly position: Vec3;
  readonly orientation: Quaternion;
  readonly velocity: Vec3;
  readonly spin: Vec3;
};

/** The state of a body of the episode in one of its frames. */
export function stateOf({ facts, steps }: ClipScene, body: BodyFacts, frame: number): BodyState {
  const row = frame * facts.bodies.length + facts.bodies.indexOf(body);
  const vector = (values: Float64Array): Vec3 =>
    Array.from(values.subarray(3 * row, 3 * row + 3)) as unknown as Vec3;
  return {
    position: vector(steps.positions),
    orientation: Array.from(steps.orientations.subarray(4 * row, 4 * row + 4)) as unknown as Quaternion,
    velocity: vector(steps.linearVelocities),
    spin: vector(steps.angularVelocities),
  };
}

/**
 * Reads what the laws of a clip are asked with.
 *
 * @returns null where the camera moves, or nothing pulls down: then pixels do not tell metres by these rules.
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function readClipScene(dataset: Dataset, clip: EvaluatedClip): Promise<ClipScene | null> {
  const [, name, start] = clip.id.slice(clip.episode.length).split('.');
  const camera = (await readCameras(dataset, clip.episode)).find((one) => one.name === name);
  const facts = await readEpisodeFacts(dataset, clip.episode);
  const gravity = length(facts.gravity);
  if (camera === undefined || camera.worldFromCameraPerFrame !== null || gravity === 0) return null;
  const prototypes = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, clip.width);
  return {
    facts,
    steps: await readSteps(dataset, clip.episode),
    events: await readEvents(dataset, clip.episode),
    camera: { intrinsics: camera, lens: camera.lens, worldFromCamera: camera.worldFromCamera },
    prototypes,
    fps: clip.fps,
    last: Number(start) + clip.context.length - 1,
    horizon: clip.truth.length,
    up: scale(facts.gravity, -1 / gravity),
    gravity,
    truth: seeBodies(clip, facts.bodies, prototypes, clip.truth),
  };
}
