import type { Body, Episode, EpisodeCamera, Shape } from '../../core/episode.ts';
import { cos, sin, square } from '../../core/exact-math.ts';
import { multiplyQuaternions, type Quaternion, transformPoint, type Vec3 } from '../../core/pose.ts';
import type { Rng } from '../../core/rng.ts';
import { bodySurface, bodyTexture } from './body-look.ts';
import { CLUTTER_CLASS, CLUTTER_NAMES, MOST_CLUTTER } from './clutter-names.ts';
import { drawColor } from './oklch.ts';
import { distanceToSight, type GroundPoint } from './sight-shadow.ts';
import { levelGround, regionCenter, regionWidth, type TaskRegion, taskRegion } from './task-region.ts';

/** Places that are tried for a piece before it is left out. */
const TRIES = 24;

/** A piece that may lie about: its shape, its turn, and the circle that holds it seen from above. */
type Piece = {
  readonly shape: Shape;
  readonly orientation: Quaternion;
  readonly radius: number;
  /** Of its centre over the ground, metres. */
  readonly height: number;
};

function drawPiece(rng: Rng, scale: number): Piece {
  const edge = (low: number, high: number): number => scale * rng.uniform(low, high);
  const half = Math.PI * rng.next();
  const turn: Quaternion = [0, 0, sin(half), cos(half)];
  switch (rng.choice(['box', 'box', 'sphere', 'cylinder', 'capsule'] as const)) {
    case 'box': {
      const size: Vec3 = [edge(0.08, 0.24), edge(0.08, 0.24), edge(0.06, 0.3)];
      const radius = Math.sqrt(square(size[0]) + square(size[1])) / 2;
      return { shape: { kind: 'box', size }, orientation: turn, radius, height: size[2] / 2 };
    }
    case 'sphere': {
      const radius = edge(0.04, 0.11);
      return { shape: { kind: 'sphere', radius }, orientation: turn, radius, height: radius };
    }
    case 'cylinder': {
      const [radius, height] = [edge(0.04, 0.1), edge(0.08, 0.3)];
      return { shape: { kind: 'cylinder', radius, height }, orientation: turn, radius, height: height / 2 };
    }
    case 'capsule': {
      const [radius, height] = [edge(0.03, 0.07), edge(0.08, 0.2)];
      // On its side: its axis turned from z onto x.
      const lying = multiplyQuaternions(turn, [0, Math.SQRT1_2, 0, Math.SQRT1_2]);
      return {
        shape: { kind: 'capsule', radius, height },
        orientation: lying,
        radius: radius + height / 2,
        height: radius,
      };
    }
  }
}

/** Where the cameras that stand by themselves can be during the episode, seen from above. */
function eyes(cameras: readonly EpisodeCamera[]): readonly { at: GroundPoint; slack: number }[] {
  return cameras.flatMap(({ worldFromCamera, mount }) => {
    const [x, y] = [worldFromCamera[3] as number, worldFromCamera[7] as number];
    if (mount.kind === 'body') return [];
    if (mount.kind !== 'orbit')
      return [{ at: [x, y], slack: mount.kind === 'handheld' ? 2 * mount.sway : 0 }];
    const [dx, dy] = [x - mount.center[0], y - mount.center[1]];
    const count = 32;
    // A polygon of `count` corners lies inside its circle by at most radius · (π/count)² / 2.
    const slack = Math.sqrt(dx * dx + dy * dy) * square(Math.PI / count);
    return Array.from({ length: count }, (_, i) => {
      const turn = (2 * Math.PI * i) / count;
      const [c, s] = [cos(turn), sin(turn)];
      return { at: [mount.center[0] + c * dx - s * dy, mount.center[1] + s * dx + c * dy], slack } as const;
    });
  });
}

/** A point of the ground within the camera's image, a square one of its height; null for the sky. */
function drawSeenPoint(rng: Rng, camera: EpisodeCamera, floor: number): Vec3 | null {
  const half = (Math.min(camera.fovDeg, 120) * Math.PI) / 360;
  const reach = sin(half) / cos(half);
  const [right, down] = [rng.uniform(-0.9, 0.9) * reach, rng.uniform(-0.9, 0.9) * reach];
  const m = camera.worldFromCamera;
  const eye: Vec3 = [m[3] as number, m[7] as number, m[11] as number];
  const through = transformPoint(m, [right, down, 1]);
  const fall = eye[2] - through[2];
  if (fall <= 0) return null;
  const t = (eye[2] - floor) / fall;
  if (!(t > camera.near && t < camera.far)) return null;
  return [eye[0] + t * (through[0] - eye[0]), eye[1] + t * (through[1] - eye[1]), floor];
}

/**
 * Things that stand about on the ground where a camera sees them: clear of the task's region and of
 * one another, and never between a camera and the task. Each is a function of its own stream and of
 * those before it.
 */
export function drawClutter(rng: Rng, episode: Episode): readonly Body[] {
  const region = taskRegion(episode);
  const ground = levelGround(episode);
  const standing = episode.cameras.filter(({ mount }) => mount.kind !== 'body');
  if (region === null || ground === null || standing.length === 0) return [];
  const scale = regionWidth(region);
  const wanted = rng.fork('count').integer(1, MOST_CLUTTER);
  const watchers = eyes(episode.cameras);
  const placed: { at: Vec3; radius: number }[] = [];
  const isFree = (at: Vec3, radius: number): boolean =>
    isOnGround(ground, at, radius) &&
    isNear(region, at, 2.5 * scale) &&
    watchers.every(
      (eye) => distanceToSight([at[0], at[1]], eye.at, region) > radius + eye.slack + 0.04 * scale,
    ) &&
    placed.every((other) => distance(other.at, at) > other.radius + radius + 0.02 * scale);
  return CLUTTER_NAMES.slice(0, wanted).flatMap((name) => {
    const own = rng.fork(name);
    const piece = drawPiece(own.fork('shape'), scale);
    const places = own.fork('place');
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const at = drawSeenPoint(places, places.choice(standing), ground.position[2]);
      if (at === null || !isFree(at, piece.radius)) continue;
      placed.push({ at, radius: piece.radius });
      return [clutterBody(name, piece, at, own)];
    }
    return [];
  });
}

function clutterBody(name: string, { shape, orientation, height }: Piece, at: Vec3, rng: Rng): Body {
  const tone = { name: 'light_ground', ground: [0, 1], bodies: [0.35, 0.85] } as const;
  return {
    name,
    class: CLUTTER_CLASS,
    shape,
    material: {
      name: CLUTTER_CLASS,
      ...{ density: 1000, friction: 0.5, restitution: 0.1 },
      color: drawColor(rng.fork('color'), [0.35, 0.85], [0.02, 0.14]),
      ...bodySurface(rng.fork('surface')),
      texture: bodyTexture(rng.fork('texture'), tone, shape),
    },
    motion: 'fixed',
    position: [at[0], at[1], at[2] + height],
    orientation,
    linearVelocity: [0, 0, 0],
    angularVelocity: [0, 0, 0],
  };
}

const distance = (a: Vec3, b: Vec3): number => Math.sqrt(square(a[0] - b[0]) + square(a[1] - b[1]));

const isNear = (region: TaskRegion, at: Vec3, limit: number): boolean =>
  distance(regionCenter(region), at) < limit;

function isOnGround({ shape, position }: Body, at: Vec3, radius: number): boolean {
  const edge = shape.kind === 'plane' ? shape.size / 2 - radius : 0;
  // As if it were not turned about its normal and half as wide, which holds for any turn.
  return distance(position, at) < edge;
}
