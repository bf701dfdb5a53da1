import type { Mat4, Vec3 } from '../../core/pose.ts';
import { dot, length, subtract } from '../../core/pose.ts';
import { cameraPose } from '../camera-facts.ts';
import type { CaptionRequest } from './caption-request.ts';

/** How a camera films. */
export type View = {
  readonly motion:
    | { readonly kind: 'still' | 'shaking' | 'circling' }
    | { readonly kind: 'moving'; readonly toward: 'forwards' | 'backwards' | 'to the left' | 'to the right' }
    | { readonly kind: 'turning'; readonly side: 'left' | 'right' };
  readonly angle: 'overhead' | 'high' | 'level' | 'low';
};

const column = (m: Mat4, i: number): Vec3 => [m[i] as number, m[4 + i] as number, m[8 + i] as number];

/** How the camera of a clip films. */
export function viewOf({ camera, window }: CaptionRequest): View {
  const pose = (k: number): Mat4 => cameraPose(camera, window.start + k);
  const [first, last] = [pose(0), pose(window.count - 1)];
  const down = -column(first, 2)[2];
  const angle = down > 0.87 ? 'overhead' : down > 0.26 ? 'high' : down > -0.17 ? 'level' : 'low';
  return {
    motion: motionOf(first, last, camera.worldFromCameraPerFrame === null ? null : pose, window.count),
    angle,
  };
}

function motionOf(
  first: Mat4,
  last: Mat4,
  pose: ((k: number) => Mat4) | null,
  count: number,
): View['motion'] {
  if (pose === null) return { kind: 'still' };
  const places = Array.from({ length: count }, (_, k) => column(pose(k), 3));
  const far = Math.max(...places.map((place) => length(subtract(place, places[0] as Vec3))));
  const turn = Math.acos(Math.min(1, dot(column(first, 2), column(last, 2))));
  const aside = dot(column(last, 2), column(first, 0));
  const gone = subtract(column(last, 3), column(first, 3));
  const along = [dot(gone, column(first, 2)), dot(gone, column(first, 0))] as const;
  const ahead = Math.abs(along[0]) > Math.abs(along[1]);
  if (far < 1e-4 && turn < 0.002) return { kind: 'still' };
  if (far < 0.12 && turn < 0.12) return { kind: 'shaking' };
  if (far < 0.12) return { kind: 'turning', side: aside > 0 ? 'right' : 'left' };
  // Round something: it goes to one side while it looks to the other.
  if (!ahead && turn > 0.05 && Math.sign(along[1]) !== Math.sign(aside)) return { kind: 'circling' };
  if (ahead) return { kind: 'moving', toward: along[0] > 0 ? 'forwards' : 'backwards' };
  return { kind: 'moving', toward: along[1] > 0 ? 'to the right' : 'to the left' };
}

/** Where light comes from, as the camera sees it. */
export type LightView = {
  readonly tone: 'warm' | 'cool' | 'white';
  readonly from: 'left' | 'right' | 'above' | 'several' | null;
  readonly shadows: boolean;
};

/** How a scene is lit; `null` without a sun. */
export function lightOf({ facts, camera, window }: CaptionRequest): LightView | null {
  const suns = facts.lights.filter((light) => light.kind === 'sun');
  const sun = suns.reduce<(typeof suns)[number] | undefined>(
    (best, one) => (best !== undefined && best.intensity >= one.intensity ? best : one),
    undefined,
  );
  if (sun === undefined) return null;
  const part = (at: number): number => Number.parseInt(sun.color.slice(at, at + 2), 16);
  const warmth = part(1) - part(5);
  const tone = warmth > 12 ? 'warm' : warmth < -8 ? 'cool' : 'white';
  const shadows = suns.some(({ shadow }) => shadow);
  if (suns.length > 1) return { tone, from: 'several', shadows };
  const side = -dot(sun.direction, column(cameraPose(camera, window.start), 0));
  if (camera.worldFromCameraPerFrame !== null) return { tone, from: null, shadows };
  return { tone, from: side > 0.25 ? 'right' : side < -0.25 ? 'left' : 'above', shadows };
}
