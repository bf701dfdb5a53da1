import type { Body, Episode, EpisodeEvent } from '../core/episode.ts';
import { snakeKeys } from '../core/key-case.ts';
import type { Sensor } from '../core/sensor.ts';
import { LAYOUT } from './layout.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { shapeFacts } from './shape-facts.ts';

/** An event as a line of events.jsonl. */
export const eventLine = ({ kind, time, frame, a, b }: EpisodeEvent): string =>
  `${JSON.stringify({ kind, time, frame, a, b })}\n`;

/** What episode.json holds. */
export function episodeFacts(
  plan: Plan,
  planned: PlannedEpisode,
  episode: Episode,
  ids: Readonly<Record<string, number>>,
  classes: Readonly<Record<string, number>>,
): unknown {
  return {
    layout: LAYOUT,
    ...{
      id: planned.id,
      scene: planned.scene,
      index: planned.index,
      seed: planned.seed,
      split: planned.split,
    },
    ...{ frames: plan.frames, fps: plan.fps, width: plan.width, height: plan.height },
    ...{ physics_rate_hz: episode.physicsRate, solver_iterations: episode.solverIterations },
    ...{ gravity: episode.gravity, background: episode.background, parameters: episode.parameters },
    robot: snakeKeys(episode.robot),
    sky: episode.sky,
    lights: episode.lights,
    bodies: episode.bodies.map((body) => bodyFacts(body, ids, classes)),
    decor: episode.decor.map((body) => bodyFacts(body, ids, classes)),
    sensors: episode.sensors.map(sensorFacts),
  };
}

/** A sensor in the words of scene files, angles in radians. */
const sensorFacts = ({ rate, ...sensor }: Sensor) => ({
  ...(snakeKeys(sensor) as object),
  rate_hz: rate,
});

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
