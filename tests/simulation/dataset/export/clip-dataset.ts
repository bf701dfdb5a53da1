import type { Frame } from '#src/core/frame.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan, type PlanRequest } from '#src/dataset/make-plan.ts';
import type { Plan, PlannedEpisode } from '#src/dataset/plan.ts';
import type { RecordedFrame } from '#src/dataset/record-episode.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { minimalScene } from '../../../fixtures/minimal-scene.ts';
import { paintDataset, paintFrames } from '../painted-dataset.ts';

/** What the ball's disc has as its depth and its id; the ground fills the rest. Metres. */
export const DISC = { depth: 1.5, id: 1 } as const;

/** The centre of the ball's disc in frame k of a picture of that width, pixels. */
export const discAt = (width: number, k: number): readonly [number, number] => [
  width * (0.25 + 0.5 * ((k % 64) / 64)),
  width * 0.3,
];

/** Smooth pictures of a disc that crosses a slope of colour, with depth and instances to match. */
export function discFrame(width: number, height: number, seed: number, k: number): Frame {
  const pixels = width * height;
  const rgb = new Uint8Array(3 * pixels);
  const depth = new Float32Array(pixels);
  const ids = new Uint16Array(pixels);
  const [cx, cy] = discAt(width, k);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const inside = (x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 < (width / 10) ** 2;
      const slope = (90 * x) / width;
      rgb[3 * i] = inside ? 250 : 60 + slope;
      rgb[3 * i + 1] = inside ? 200 + (seed % 50) : 90 + slope;
      rgb[3 * i + 2] = inside ? 60 : 140 - slope;
      depth[i] = inside ? DISC.depth : 2 + (2 * (height - y)) / height;
      ids[i] = inside ? DISC.id : 2;
    }
  }
  return { width, height, boxes: null, images: { rgb, depth_z_m: depth, instance_id: ids } };
}

async function* discFrames(plan: Plan, planned: PlannedEpisode): AsyncGenerator<RecordedFrame> {
  for await (const frame of paintFrames(plan, planned)) {
    const view = discFrame(plan.width, plan.height, planned.seed, frame.frame);
    yield { ...frame, views: Object.fromEntries(planned.cameras.map((camera) => [camera, view])) };
  }
}

const LIGHTS = [
  { kind: 'ambient', intensity: 0.5 },
  { kind: 'sun', direction: [0.4, 0.6, -1], intensity: 0.8 },
];

/** A plan of what Cosmos 3 reads, at its smallest, with changes; nothing of a GPU is in it. */
export const clipPlan = async (changes: Partial<PlanRequest> = {}): Promise<Plan> =>
  makePlan(
    {
      scenes: [parseScene(minimalScene({ lights: LIGHTS }), 'a test')],
      ...{ episodes: 3, frames: 64, fps: 24, width: 320, height: 192, split: { train: 0.6, val: 0.4 } },
      ...changes,
    },
    await madeBy({ name: 'none', description: 'painted by a test' }),
  );

/** Makes that dataset. */
export const paintClips = async (dir: string, changes: Partial<PlanRequest> = {}): Promise<void> =>
  paintDataset(dir, await clipPlan(changes), discFrames);
