import type { Episode } from '#src/core/episode.ts';
import type { Frame } from '#src/core/frame.ts';
import { claimFolder } from '#src/dataset/claim-folder.ts';
import { asideName, commitEpisode, isCommitted } from '#src/dataset/commit.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from '#src/dataset/plan.ts';
import { planHash } from '#src/dataset/plan-file.ts';
import { type RecordedFrame, recordEpisode } from '#src/dataset/record-episode.ts';
import { closeStaging } from '#src/dataset/staging.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { flatDynamics } from '../../fixtures/flat-dynamics.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';

/** A plan of a few small episodes, with nothing of a GPU in it. */
export const paintedPlan = async (seed = 1): Promise<Plan> =>
  makePlan(
    { scenes: [parseScene(minimalScene(), 'a test')], episodes: 2, frames: 3, width: 16, height: 16, seed },
    await madeBy({ name: 'none', description: 'painted by a test' }),
  );

/** A picture that is a function of episode and frame. */
export function paintFrame(
  seed: number,
  frame: number,
): Frame & { readonly images: Required<Pick<Frame['images'], 'rgb' | 'depth_z_m' | 'instance_id'>> } {
  const pixels = 16 * 16;
  return {
    width: 16,
    height: 16,
    boxes: null,
    images: {
      rgb: Uint8Array.from({ length: pixels * 3 }, (_, i) => (i * 7 + frame * 31 + seed) % 256),
      depth_z_m: Float32Array.from({ length: pixels }, (_, i) => (i % 5 === 0 ? 0 : 1 + (i + frame) / 100)),
      instance_id: Uint16Array.from({ length: pixels }, (_, i) => (i + frame) % 3),
    },
  };
}

/** Frames in place of the simulator's. */
export async function* paintFrames(
  plan: Plan,
  { seed, cameras }: PlannedEpisode,
): AsyncGenerator<RecordedFrame> {
  for (let frame = 0; frame < plan.frames; frame++) {
    const row = (width: number) =>
      Float64Array.from({ length: 2 * width }, (_, i) => Math.fround(i + frame / 3));
    yield {
      frame,
      state: {
        step: frame * 20,
        ...{ positions: row(3), orientations: row(4), linearVelocities: row(3), angularVelocities: row(3) },
      },
      action: Float32Array.of(frame, -0.5),
      ...{ reward: frame / 4, terminated: frame === plan.frames - 1, dynamics: flatDynamics(2, frame + 0.5) },
      events: frame === 1 ? [{ kind: 'contact_begin', time: 1 / 24, frame, a: 'ball', b: 'ground' }] : [],
      views: Object.fromEntries(cameras.map((camera) => [camera, paintFrame(seed % 97, frame)])),
      outcome: null,
      brokenAt: null,
      sensors: null,
    };
  }
}

export const episodeOf = (plan: Plan, { seed }: PlannedEpisode): Episode =>
  sampleEpisode(plan.scenes[0]?.scene as Parameters<typeof sampleEpisode>[0], seed);

/** Records what is not committed yet, as `generateDataset` does, without its pool. */
export async function paintDataset(dir: string, plan: Plan, paint = paintFrames): Promise<void> {
  const staging = await claimFolder(dir, plan);
  for (const planned of plannedEpisodes(plan)) {
    if (isCommitted(dir, planned.id)) continue;
    const made = asideName(staging, planned.id);
    const request = { plan, planned, episode: episodeOf(plan, planned) };
    const { files } = await recordEpisode(made, { ...request, frames: paint(plan, planned) });
    await commitEpisode(dir, staging, made, { episode: planned.id, planSha256: planHash(plan), files });
  }
  await closeStaging(dir, staging);
}
