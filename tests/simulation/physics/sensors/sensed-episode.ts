import type { Episode, WorldState } from '#src/core/episode.ts';
import type { Table } from '#src/core/table.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { createSensorSuite } from '#src/physics/sensors/sensor-suite.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';

/** The episode of a scene that holds everything as its file does. */
export const episodeOf = (scene: Record<string, unknown>, seed = 0): Episode =>
  sampleEpisode(parseScene(scene, 'test'), seed);

/** Ids by place: the first body, or the first decor after the bodies, is 1. */
export const idsOf = ({ bodies, decor }: Episode): Record<string, number> =>
  Object.fromEntries([...bodies, ...decor].map(({ name }, i) => [name, i + 1]));

/** Plays an episode for a number of physics steps, all sensors reading. */
export function sense(
  episode: Episode,
  steps: number,
  onStep: (step: number) => void = () => undefined,
): { readonly tables: Readonly<Record<string, Table>>; readonly states: readonly WorldState[] } {
  const world = createPhysicsWorld(episode);
  const suite = createSensorSuite(episode, world, idsOf(episode));
  const states = [world.state()];
  suite.collect();
  for (let step = 1; step <= steps; step++) {
    world.step();
    suite.collect();
    states.push(world.state());
    onStep(step);
  }
  world.dispose();
  return { tables: suite.tables(), states };
}

/** A column's values. */
export function column(table: Table | undefined, name: string): number[] {
  const found = table?.columns.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return Array.from(found.values);
}
