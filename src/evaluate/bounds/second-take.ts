import { worldFromCameraAt } from '../../core/camera-mount.ts';
import type { Episode, WorldState } from '../../core/episode.ts';
import type { Nudge } from '../../core/nudge.ts';
import { invertRigid, transformPoint, type Vec3 } from '../../core/pose.ts';
import { createRng } from '../../core/rng.ts';
import { loadSimulation } from '../../simulator/load-simulation.ts';
import type { ShownMoment } from '../../simulator/open-simulator-node.ts';
import { type MotionOptions, simulateMotion } from '../../simulator/simulate-motion.ts';
import type { OtherCourse } from './redraw.ts';
import { SECOND_TAKE_PX } from './second-take-px.ts';

/** Metres that a pixel spans at a point, by the camera in whose view it spans the least; `null` where none sees it. */
function metresPerPixel(
  episode: Episode,
  { view }: { readonly view: { readonly height: number; readonly cameras: readonly string[] } },
  state: WorldState,
  point: Vec3,
): number | null {
  let least: number | null = null;
  for (const camera of episode.cameras) {
    if (!view.cameras.includes(camera.name)) continue;
    const [, , depth] = transformPoint(invertRigid(worldFromCameraAt(episode, camera, state)), point);
    if (depth < camera.near) continue;
    const [, height] = camera.size ?? [0, view.height];
    const span = (2 * depth * Math.tan((camera.fovDeg * Math.PI) / 360)) / height;
    least = Math.min(least ?? span, span);
  }
  return least;
}

/**
 * Which bodies are set aside, and how: along the ground, in a direction and by a length drawn evenly from the disc of
 * half a pixel about their place. A body that a joint holds cannot be moved, and gets that much speed a frame
 * instead. A robot's and a car's own parts stay, and what is moved as it is told, and what a camera rides on: with it
 * all of a picture would be set aside, and what is near by many pixels.
 */
export function drawNudges(
  episode: Episode,
  view: { readonly height: number; readonly cameras: readonly string[] },
  state: WorldState,
  fps: number,
): Record<string, Nudge> {
  const jointed = new Set(episode.joints.flatMap(({ parent, child }) => [parent, child]));
  const carriers = new Set(
    episode.cameras.flatMap(({ name, mount }) =>
      mount.kind === 'body' && view.cameras.includes(name) ? [mount.body] : [],
    ),
  );
  const nudges: Record<string, Nudge> = {};
  episode.bodies.forEach(({ name, motion, family, passable }, i) => {
    if (motion !== 'dynamic' || family !== undefined || passable === true || carriers.has(name)) return;
    const place = Array.from(state.positions.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
    const metres = metresPerPixel(episode, { view }, state, place);
    if (metres === null) return;
    const rng = createRng(episode.seed).fork(`second take/${name}/${state.step}`);
    const angle = 2 * Math.PI * rng.next();
    const radius = SECOND_TAKE_PX * metres * Math.sqrt(rng.next());
    const aside: Vec3 = [radius * Math.cos(angle), radius * Math.sin(angle), 0];
    const still: Vec3 = [0, 0, 0];
    nudges[name] = jointed.has(name)
      ? { offset: still, velocity: [aside[0] * fps, aside[1] * fps, 0] }
      : { offset: aside, velocity: still };
  });
  return nudges;
}

/** Moments after a frame. */
function* later(
  episode: Episode,
  motion: MotionOptions,
  last: number,
): Generator<ShownMoment, void, undefined> {
  for (const moment of simulateMotion(episode, motion)) if (moment.frame > last) yield moment;
}

/**
 * A second take: the same episode with the same actions, from a state that differs at the last context frame by as
 * little as a picture may hide. What it misses of the truth no model can be asked for.
 */
export const secondTake: OtherCourse = async ({ episode, motion, view }, { last, horizon }) => {
  await loadSimulation();
  return later(
    episode,
    {
      ...motion,
      frames: last + 1 + horizon,
      nudges: (frame, state) => (frame === last ? drawNudges(episode, view, state, motion.fps) : {}),
    },
    last,
  );
};
