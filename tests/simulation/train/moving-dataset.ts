import { createRng } from '#src/core/rng.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import type { Plan, PlannedEpisode } from '#src/dataset/plan.ts';
import { planIds } from '#src/dataset/plan-file.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { paintDataset, paintFrames } from '../dataset/painted-dataset.ts';

const SIDE = 64;

/** A square that moves over a grey ground, from a place and at a speed that follow from the seed. */
function paintSquare(seed: number, frame: number, id: number) {
  const rng = createRng(seed).fork('square');
  const [x, y] = [rng.integer(4, 40) + frame * rng.integer(0, 2), rng.integer(4, 50)];
  const rgb = new Uint8Array(3 * SIDE * SIDE).fill(190);
  const ids = new Uint16Array(SIDE * SIDE);
  for (let v = y; v < y + 9; v++) {
    for (let u = x; u < Math.min(SIDE, x + 9); u++) {
      ids[v * SIDE + u] = id;
      rgb.set([200, 40, 30], 3 * (v * SIDE + u));
    }
  }
  const images = { rgb, depth_z_m: new Float32Array(SIDE * SIDE).fill(2), instance_id: ids };
  return { width: SIDE, height: SIDE, boxes: null, images };
}

async function* movingFrames(plan: Plan, planned: PlannedEpisode): ReturnType<typeof paintFrames> {
  const id = planIds(plan)['ball'] ?? 0;
  for await (const frame of paintFrames(plan, planned)) {
    const view = paintSquare(planned.seed, frame.frame, id);
    yield { ...frame, views: Object.fromEntries(planned.cameras.map((camera) => [camera, view])) };
  }
}

/** Writes a small dataset of 64×64 pixels in which something moves. */
export async function paintMoving(dir: string, changes: object = {}): Promise<void> {
  const request = { episodes: 4, frames: 14, width: SIDE, height: SIDE, seed: 1, ...changes };
  const scenes = [parseScene(minimalScene(), 'a test')];
  const plan = await makePlan(
    { scenes, ...request },
    await madeBy({ name: 'none', description: 'painted by a test' }),
  );
  await paintDataset(dir, plan, movingFrames);
}
