import type { Episode } from '../core/episode.ts';
import { IDENTITY_QUATERNION } from '../core/pose.ts';
import type { Lidar } from '../core/sensor.ts';
import { createPhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics } from '../physics/rapier.ts';
import { createSensorSuite } from '../physics/sensors/sensor-suite.ts';
import { type BenchRow, median } from './measure.ts';
import { RENDER_WORKLOAD } from './render-workload.ts';

const STEPS = 240;
const ROUNDS = 5;

/** Among the thirty bodies, a little above their centres: over half of its rays return. */
const LIDAR: Lidar = {
  kind: 'lidar',
  name: 'lidar',
  place: { body: null, position: [0.4, 0.4, 0.6], orientation: IDENTITY_QUATERNION },
  rings: 64,
  columns: 1024,
  rate: 10,
  elevation: [-0.44, 0.26],
  minRange: 0.1,
  maxRange: 100,
  motionDistorted: true,
  rangeNoise: 0.01,
  dropout: 0.01,
};

/** Rays a second in one second of the episode, physics apart. */
function round(episode: Episode): number {
  const world = createPhysicsWorld(episode);
  const suite = createSensorSuite(episode, world, {});
  let elapsed = 0;
  for (let step = 0; step <= STEPS; step++) {
    if (step > 0) world.step();
    const start = performance.now();
    suite.collect();
    elapsed += performance.now() - start;
  }
  world.dispose();
  return (suite.tables()[LIDAR.name]?.rows ?? 0) / (elapsed / 1000);
}

/** How fast a motion-distorted LiDAR with noise sees thirty falling bodies, on one core. */
export async function benchLidar(): Promise<BenchRow[]> {
  await loadPhysics();
  const episode: Episode = { ...RENDER_WORKLOAD, sensors: [LIDAR] };
  const rates = Array.from({ length: ROUNDS }, () => round(episode));
  const name = 'LiDAR a core, 30 bodies, 64 × 1024 rays';
  return [{ name, value: median(rates), unit: 'rays/s', target: '≥ 200,000' }];
}
