import type { Body, Episode, EpisodeEvent } from '../core/episode.ts';
import type { Joint } from '../core/joint.ts';
import { snakeKeys } from '../core/key-case.ts';
import type { Sensor } from '../core/sensor.ts';
import { type Course, courseFacts } from './course-facts.ts';
import { LAYOUT } from './layout.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { shapeFacts } from './shape-facts.ts';

/** An event as a line of events.jsonl. */
export const eventLine = ({ kind, time, frame, a, b, impulse, timeToCollision }: EpisodeEvent): string =>
  `${JSON.stringify({ kind, time, frame, a, b, impulse, time_to_collision: timeToCollision })}\n`;

/** What episode.json holds. */
export function episodeFacts(
  plan: Plan,
  planned: PlannedEpisode,
  episode: Episode,
  ids: Readonly<Record<string, number>>,
  classes: Readonly<Record<string, number>>,
  course: Course,
): Readonly<Record<string, unknown>> {
  return {
    layout: LAYOUT,
    ...{
      id: planned.id,
      scene: planned.scene,
      index: planned.index,
      seed: episode.seed,
      split: planned.split,
    },
    ...courseFacts(plan, planned, episode, course),
    ...{ frames: plan.frames, fps: plan.fps, width: plan.width, height: plan.height },
    ...{ physics_rate_hz: episode.physicsRate, solver_iterations: episode.solverIterations },
    ...{ gravity: episode.gravity, background: episode.background, parameters: episode.parameters },
    robot: snakeKeys(episode.robot),
    ...(episode.actors.length === 0 ? {} : { actors: snakeKeys(episode.actors) }),
    sky: episode.sky,
    lights: episode.lights,
    bodies: episode.bodies.map((body) => bodyFacts(body, ids, classes)),
    joints: episode.joints.map(jointFacts),
    decor: episode.decor.map((body) => bodyFacts(body, ids, classes)),
    sensors: episode.sensors.map(sensorFacts),
  };
}

/** A sensor in the words of scene files, angles in radians. */
const sensorFacts = ({ rate, ...sensor }: Sensor) => ({
  ...(snakeKeys(sensor) as object),
  rate_hz: rate,
});

/** JSON has no infinity: what is unlimited is null. */
function jointFacts({ maxEffort, maxVelocity, ...joint }: Joint): unknown {
  const finite = (most: number): number | null => (Number.isFinite(most) ? most : null);
  return snakeKeys({ ...joint, maxEffort: finite(maxEffort), maxVelocity: finite(maxVelocity) });
}

function bodyFacts(
  body: Body,
  ids: Readonly<Record<string, number>>,
  classes: Readonly<Record<string, number>>,
) {
  return {
    name: body.name,
    id: ids[body.name],
    class: body.class,
    semantic_id: classes[body.class],
    shape: shapeFacts(body.shape),
    motion: body.motion,
    ...(body.passable === true ? { passable: true } : {}),
    color: body.material.color,
    material: body.material,
    position: body.position,
    orientation: body.orientation,
    linear_velocity: body.linearVelocity,
    angular_velocity: body.angularVelocity,
  };
}
