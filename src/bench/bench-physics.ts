import type { Episode } from '../core/episode.ts';
import { readSceneFile, shippedScenes } from '../dataset/read-scene-file.ts';
import { buildWorld } from '../physics/build-world.ts';
import { createPhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics, rapier } from '../physics/rapier.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import { type BenchRow, median } from './measure.ts';
import { rowOfDominoes, stackedBoxes } from './physics-workload.ts';
import { RENDER_WORKLOAD } from './render-workload.ts';

const STEPS = 240;

/** Microseconds a step. */
function time(step: () => void): number {
  const start = performance.now();
  for (let i = 0; i < STEPS; i++) step();
  return ((performance.now() - start) * 1000) / STEPS;
}

/** Microseconds a step of ours and of the engine alone. */
type Spent = { readonly ours: number; readonly bare: number };

/** Our step and the engine's own, in turn on equal worlds, so that both meet the same noise. */
function compare(episode: Episode, rounds: number): Spent {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const world = createPhysicsWorld(episode);
    const built = buildWorld(episode);
    const queue = new (rapier().EventQueue)(true);
    const drain = (): void => undefined;
    // A block of each in turn: a burst of load elsewhere on the machine hits both.
    for (let block = 0; block < 4; block++) {
      bare.push(
        time(() => {
          built.world.step(queue);
          queue.drainCollisionEvents(drain);
        }),
      );
      ours.push(time(() => world.step()));
    }
    world.dispose();
    queue.free();
    built.world.free();
  }
  const ratio = median(ours.map((value, i) => value / (bare[i] as number)));
  return { ours: median(ours), bare: median(ours) / ratio };
}

/** Steps a second of a world whose bodies never sleep, as the peers' do not, after a second of rest. */
function awake(episode: Episode, warm: number, steps: number): number {
  const { world, bodies } = buildWorld(episode);
  const run = (count: number): void => {
    for (let i = 0; i < count; i++) {
      // A body sleeps when it has been still for two seconds.
      if (i % STEPS === 0) for (const body of bodies) body.wakeUp();
      world.step();
    }
  };
  run(warm);
  const start = performance.now();
  run(steps);
  const seconds = (performance.now() - start) / 1000;
  world.free();
  return steps / seconds;
}

/** What our physics step costs beyond bare Rapier's on the same world of thirty falling bodies. */
export async function benchPhysics(): Promise<BenchRow[]> {
  await loadPhysics();
  const { ours, bare } = compare(RENDER_WORKLOAD, 7);
  const boxes = [1, 10, 100].map((count): BenchRow => {
    const value = median([0, 1, 2].map(() => awake(stackedBoxes(count), 240, 960)));
    return { name: `physics, ${count} stacked boxes, awake`, value, unit: 'steps/s', target: null };
  });
  const dominoes = median([0, 1, 2].map(() => awake(rowOfDominoes(100), 0, 1440)));
  return [
    { name: 'physics step, 30 bodies', value: 1e6 / ours, unit: 'steps/s', target: null },
    { name: 'physics step ÷ bare Rapier', value: ours / bare, unit: '×', target: '≤ 1.15' },
    ...boxes,
    { name: 'physics, 100 dominoes, awake', value: dominoes, unit: 'steps/s', target: null },
  ];
}

/** Every shipped scene's step, its controllers and drivers included, against bare Rapier's on the same bodies. */
export async function benchScenes(quick: boolean): Promise<BenchRow[]> {
  await loadPhysics();
  return shippedScenes().flatMap((name): BenchRow[] => {
    const episode = sampleEpisode(readSceneFile(name), 0);
    const { ours, bare } = compare(episode, quick ? 1 : 3);
    return [
      { name: `${name}: step`, value: 1e6 / ours, unit: 'steps/s', target: null },
      { name: `${name}: step ÷ bare Rapier`, value: ours / bare, unit: '×', target: '≤ 1.15' },
    ];
  });
}
