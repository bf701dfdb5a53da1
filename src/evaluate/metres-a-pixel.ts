import { invertRigid, transformPoint, type Vec3 } from '../core/pose.ts';
import type { CameraFacts, EpisodeFacts, EpisodeSteps } from '../core/recorded-episode.ts';

/** Bodies and where they are. */
type Course = {
  readonly facts: Pick<EpisodeFacts, 'bodies'>;
  readonly steps: Pick<EpisodeSteps, 'bodies' | 'positions'>;
};

/** By instance id, metres. */
type Spans = ReadonlyMap<number, number>;

/**
 * What a pixel spans across the view at the distance of each moving body's middle, z / f, picture by picture. Bodies
 * behind the camera are left out; `null` where the lens bends what a pixel spans from place to place.
 *
 * @param start - The camera's first picture to tell of.
 * @param count - How many.
 */
export const metresAPixel = (
  camera: CameraFacts,
  course: Course,
  start: number,
  count: number,
): readonly Spans[] | null =>
  camera.lens.kind === 'pinhole'
    ? Array.from({ length: count }, (_, k) => spansIn(camera, course, start + k))
    : null;

function spansIn(camera: CameraFacts, { facts, steps }: Course, frame: number): Spans {
  const pose = camera.worldFromCameraPerFrame?.[frame] ?? camera.worldFromCamera;
  const cameraFromWorld = invertRigid(pose);
  const spans = new Map<number, number>();
  for (const { id, name, motion } of facts.bodies) {
    const row = steps.bodies.indexOf(name);
    if (motion === 'fixed' || row < 0) continue;
    const at = 3 * (frame * camera.every * steps.bodies.length + row);
    const [, , z] = transformPoint(cameraFromWorld, [
      ...steps.positions.subarray(at, at + 3),
    ] as unknown as Vec3);
    // Pixels are as wide as they are high.
    if (z > 0) spans.set(id, z / camera.fx);
  }
  return spans;
}
