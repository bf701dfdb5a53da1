import type { Episode } from '../core/episode.ts';
import { buildWorld } from '../physics/build-world.ts';
import { createPhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics, rapier } from '../physics/rapier.ts';
import { type BenchRow, median } from './measure.ts';
import { RENDER_WORKLOAD } from './render-workload.ts';

const STEPS = 240;
const ROUNDS = 7;

/** Microseconds a step. */
function time(step: () => void): number {
  const start = performance.now();
  for (let i = 0; i < STEPS; i++) step();
  return ((performance.now() - start) * 1000) / STEPS;
}

/** Our step and the engine's own, in turn on equal worlds, so that both meet the same noise. */
function round(episode: Episode, ours: number[], bare: number[]): void {
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

/** What our physics step costs beyond bare Rapier's on the same world of thirty falling bodies. */
export async function benchPhysics(): Promise<BenchRow[]> {
  await loadPhysics();
  const ours: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < ROUNDS; i++) round(RENDER_WORKLOAD, ours, bare);
  const ratio = median(ours.map((value, i) => value / (bare[i] as number)));
  return [
    { name: 'physics step, 30 bodies', value: 1e6 / median(ours), unit: 'steps/s', target: null },
    { name: 'physics step ÷ bare Rapier', value: ratio, unit: '×', target: '≤ 1.15' },
  ];
}
