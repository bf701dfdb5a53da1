import type { Thing } from '../things.ts';
import type { ClipMeasures } from './measure-clip.ts';
import { TIME_SLACK } from './span.ts';

/** Whether two of the things' bodies come to touch at a time, the first faster, at that speed or more, m/s. */
export function meets(clip: ClipMeasures, one: Thing, other: Thing, time: number, speed: number): boolean {
  const { request } = clip;
  const all = [...request.facts.bodies, ...request.facts.decor];
  const has = (thing: Thing, name: string): boolean =>
    thing.members.some((member) => all[member]?.name === name);
  const begin = (request.window.start * request.camera.every) / request.fps;
  const velocity = (name: string, frame: number): readonly number[] => {
    const row = request.steps.bodies.indexOf(name);
    const at = 3 * (frame * request.steps.bodies.length + row);
    return row < 0 ? [0, 0, 0] : [0, 1, 2].map((i) => request.steps.linearVelocities[at + i] as number);
  };
  return request.events.some((event) => {
    if (event.kind !== 'contact_begin' || Math.abs(event.time - begin - time) > TIME_SLACK) return false;
    const [mine, its] = has(one, event.a) ? [event.a, event.b] : [event.b, event.a];
    if (!has(one, mine) || !has(other, its)) return false;
    const frame = Math.max(0, event.frame - 1);
    const [v, w] = [velocity(mine, frame), velocity(its, frame)];
    const apart = Math.hypot(...v.map((x, i) => x - (w[i] as number)));
    return apart >= speed && Math.hypot(...v) >= Math.hypot(...w);
  });
}

/** Whether a near miss of the two ends at a time. */
export function missesAt({ request }: ClipMeasures, one: Thing, other: Thing, time: number): boolean {
  const begin = (request.window.start * request.camera.every) / request.fps;
  return request.events.some(
    ({ kind, a, b, time: at }) =>
      kind === 'near_miss' &&
      [a, b].includes(one.name) &&
      [a, b].includes(other.name) &&
      Math.abs(at - begin - time) <= TIME_SLACK,
  );
}
