import type { EpisodeCamera } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import {
  cross,
  dot,
  invertRigid,
  length,
  type Mat4,
  multiplyQuaternions,
  multiplyTransforms,
  normalize,
  poseMatrix,
  type Quaternion,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '../../core/pose.ts';
import type { Rng } from '../../core/rng.ts';

/** Farthest that a camera is moved, in distances to the task. */
export const MOST_MOVED = 0.02;
/** Farthest that the task's middle moves in the image, degrees. */
export const MOST_TURNED_DEG = 1.5;

/** Cameras that move as one: a stereo pair by its common name, any other alone. */
function rigName({ name }: EpisodeCamera, cameras: readonly EpisodeCamera[]): string {
  const stem = /^(.*)_(?:left|right)$/.exec(name)?.[1];
  if (stem === undefined) return name;
  const other = name.endsWith('_left') ? `${stem}_right` : `${stem}_left`;
  return cameras.some((camera) => camera.name === other) ? stem : name;
}

/** The rotation that turns the z axis onto `direction` (unit, not −z) by the shortest way. */
function turnOnto(direction: Vec3): Quaternion {
  const [x, y, z] = cross([0, 0, 1], direction);
  const w = 1 + direction[2];
  const inverse = 1 / Math.sqrt(x * x + y * y + z * z + w * w);
  return [x * inverse, y * inverse, z * inverse, w * inverse];
}

/** `cameraFromMoved`: a step aside with the eye kept on the point `far` ahead, then a glance aside. */
function drawJitter(rng: Rng, far: number): { readonly step: Vec3; readonly glance: Quaternion } {
  const most = (MOST_MOVED * far) / Math.sqrt(3);
  const step: Vec3 = [rng.uniform(-most, most), rng.uniform(-most, most), rng.uniform(-most, most)];
  const half = ((MOST_TURNED_DEG * Math.PI) / 360) * rng.next();
  const way = 2 * Math.PI * rng.next();
  const glance: Quaternion = [sin(half) * cos(way), sin(half) * sin(way), 0, cos(half)];
  return { step, glance };
}

/** Whether a camera's image (a square of its height) holds the point. */
function sees({ fovDeg }: EpisodeCamera, worldFromCamera: Mat4, point: Vec3): boolean {
  const [x, y, z] = transformPoint(invertRigid(worldFromCamera), point);
  const half = (Math.min(fovDeg, 170) * Math.PI) / 360;
  return z > 0 && Math.max(Math.abs(x), Math.abs(y)) <= (z * sin(half)) / cos(half);
}

/**
 * The cameras, each moved and turned a little; those that ride on a body stay, a pair stays a pair.
 *
 * @param task - The middle of the task, world frame.
 * @param points - Points of the task; those that a camera sees it goes on seeing.
 */
export function jitterCameras(
  rng: Rng,
  cameras: readonly EpisodeCamera[],
  task: Vec3,
  points: readonly Vec3[],
): readonly EpisodeCamera[] {
  return cameras.map((camera) => {
    if (camera.mount.kind === 'body') return camera;
    const rig = rigName(camera, cameras);
    const members = cameras.filter((other) => rigName(other, cameras) === rig);
    const worldFromRig = rigPose(members);
    const eye: Vec3 = [worldFromRig[3] as number, worldFromRig[7] as number, worldFromRig[11] as number];
    const far = length(subtract(task, eye));
    const { step, glance } = drawJitter(rng.fork(rig), far);
    const movedBy = (share: number, member: EpisodeCamera): Mat4 => {
      const moved = scale(step, share);
      const aim = turnOnto(normalize(subtract([0, 0, far], moved)));
      const part = shareOfTurn(glance, share);
      const jitter = poseMatrix(moved, multiplyQuaternions(aim, part));
      const rigFromCamera = multiplyTransforms(invertRigid(worldFromRig), member.worldFromCamera);
      return multiplyTransforms(worldFromRig, multiplyTransforms(jitter, rigFromCamera));
    };
    // The whole rig takes the greatest share with which each of its cameras keeps the task in view.
    const share = [1, 0.5, 0.25].find((candidate) =>
      members.every((member) =>
        points.every(
          (point) =>
            !sees(member, member.worldFromCamera, point) || sees(member, movedBy(candidate, member), point),
        ),
      ),
    );
    return share === undefined ? camera : { ...camera, worldFromCamera: movedBy(share, camera) };
  });
}

/** The pose in the middle of a rig whose cameras look the same way. */
function rigPose(members: readonly EpisodeCamera[]): Mat4 {
  const pose = [...(members[0] as EpisodeCamera).worldFromCamera];
  for (const at of [3, 7, 11]) {
    pose[at] = members.reduce((sum, m) => sum + (m.worldFromCamera[at] as number), 0) / members.length;
  }
  return pose;
}

/** A share of a small turn: its axis scaled, which for a degree is right to 10⁻⁶. */
function shareOfTurn([x, y, z]: Quaternion, share: number): Quaternion {
  const part: Vec3 = [x * share, y * share, z * share];
  return [...part, Math.sqrt(1 - dot(part, part))];
}
