import { lookAt } from '../../core/camera.ts';
import { NO_EFFECTS } from '../../core/camera-effects.ts';
import type { Episode, EpisodeCamera } from '../../core/episode.ts';
import { add, type Mat4, normalize, scale, subtract, type Vec3 } from '../../core/pose.ts';

/** The name under which the free camera stands among a scene's own. */
export const FREE_CAMERA = 'free';

/** Where the free camera is: it looks at `target` from `distance` metres away. */
export type Orbit = {
  /** World frame, metres. */
  readonly target: Vec3;
  readonly distance: number;
  /** Radians: about the vertical, and above the horizon. */
  readonly azimuth: number;
  readonly elevation: number;
};

/** Steepest look, radians: straight down would lose the vertical. */
const STEEPEST = 1.55;
const NEAREST = 0.02;

const position = ({ target, distance, azimuth, elevation }: Orbit): Vec3 =>
  add(target, [
    distance * Math.cos(elevation) * Math.cos(azimuth),
    distance * Math.cos(elevation) * Math.sin(azimuth),
    distance * Math.sin(elevation),
  ]);

/** `worldFromCamera`, OpenCV axes. */
export const orbitPose = (orbit: Orbit): Mat4 => lookAt(position(orbit), orbit.target);

/** Turns by radians. */
export const turned = (orbit: Orbit, azimuth: number, elevation: number): Orbit => ({
  ...orbit,
  azimuth: orbit.azimuth + azimuth,
  elevation: Math.max(-STEEPEST, Math.min(STEEPEST, orbit.elevation + elevation)),
});

/** Comes nearer (`factor` < 1) or goes away. */
export const zoomed = (orbit: Orbit, factor: number): Orbit => ({
  ...orbit,
  distance: Math.max(NEAREST, Math.min(2000, orbit.distance * factor)),
});

/** Moves its target by shares of its distance, to the right and up as it sees them. */
export function panned(orbit: Orbit, right: number, up: number): Orbit {
  const m = orbitPose(orbit);
  const axis = (column: number): Vec3 => [
    m[column] as number,
    m[4 + column] as number,
    m[8 + column] as number,
  ];
  const move = add(scale(axis(0), right * orbit.distance), scale(axis(1), -up * orbit.distance));
  return { ...orbit, target: add(orbit.target, move) };
}

/** Begins where a scene's camera is, and looks at what is before it on the ground, or two metres ahead. */
export function orbitFrom({ worldFromCamera: m }: EpisodeCamera): Orbit {
  const eye: Vec3 = [m[3] as number, m[7] as number, m[11] as number];
  const forward: Vec3 = [m[2] as number, m[6] as number, m[10] as number];
  const reach = forward[2] < -0.05 ? Math.min(60, eye[2] / -forward[2]) : 2;
  const target = add(eye, scale(forward, Math.max(0.3, reach)));
  const back = subtract(eye, target);
  const [x, y, z] = normalize(back);
  return {
    target,
    distance: Math.hypot(...back),
    azimuth: Math.atan2(y, x),
    elevation: Math.asin(Math.max(-1, Math.min(1, z))),
  };
}

/** An orbit as the address holds it: target, distance, azimuth and elevation, to the millimetre and milliradian. */
export const formatOrbit = ({ target, distance, azimuth, elevation }: Orbit): string =>
  [...target, distance, azimuth, elevation].map((value) => Number(value.toFixed(3))).join(',');

/** Reads what `formatOrbit` wrote; `null` for anything else. */
export function parseOrbit(text: string | undefined): Orbit | null {
  const values = (text ?? '').split(',').map(Number);
  const [x, y, z, distance, azimuth, elevation] = values as [number, number, number, number, number, number];
  if (values.length !== 6 || !values.every(Number.isFinite) || !(distance > 0)) return null;
  return turned({ target: [x, y, z], distance, azimuth, elevation: 0 }, 0, elevation);
}

/** The free camera as one of the episode's: a pinhole with the angle and range of its first. */
export function freeCamera({ cameras }: Episode, orbit: Orbit): EpisodeCamera {
  const first = cameras[0];
  return {
    name: FREE_CAMERA,
    worldFromCamera: orbitPose(orbit),
    mount: { kind: 'fixed' },
    fovDeg: first?.fovDeg ?? 45,
    lens: { kind: 'pinhole' },
    size: null,
    every: 1,
    effects: NO_EFFECTS,
    near: Math.min(first?.near ?? 0.05, orbit.distance / 10),
    far: Math.max(first?.far ?? 100, orbit.distance * 4),
  };
}
