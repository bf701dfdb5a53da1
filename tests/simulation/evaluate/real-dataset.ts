import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder } from '#src/dataset/claim-folder.ts';
import { asideName, commitEpisode } from '#src/dataset/commit.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import { plannedEpisodes } from '#src/dataset/plan.ts';
import { planHash, planIds } from '#src/dataset/plan-file.ts';
import { recordEpisode } from '#src/dataset/record-episode.ts';
import { openDriver } from '#src/device/driver-node.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import type { Scene } from '#src/scene/scene-schema.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

/** What to simulate. */
export type RealDatasetOptions = {
  readonly scenes: readonly string[];
  readonly episodes: number;
  readonly frames: number;
  readonly size: number;
  readonly dir?: string;
};

/** A dataset that was simulated and rendered in this process, without the pool. Returns its folder. */
export async function makeRealDataset(options: RealDatasetOptions): Promise<string> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'worldwright-evaluate-')));
  await loadPhysics();
  const driver = await openDriver('auto');
  const renderer = await createRenderer(driver.device);
  const { episodes, frames, size } = options;
  const scenes = options.scenes.map(readScene);
  const plan = makePlan(
    { scenes, episodes, frames, width: size, height: size },
    await madeBy({ name: driver.kind, description: driver.description }),
  );
  const staging = await claimFolder(dir, plan);
  const ids = planIds(plan);
  for (const planned of plannedEpisodes(plan)) {
    const episode = sampleEpisode(scenes.find(({ name }) => name === planned.scene) as Scene, planned.seed);
    const { fps, width, height } = plan;
    const played = simulateEpisode(
      episode,
      { frames, fps, width, height, cameras: planned.cameras, ids },
      renderer,
    );
    const made = asideName(staging, planned.id);
    const { files } = await recordEpisode(made, { plan, planned, episode, ids, frames: played });
    await commitEpisode(dir, staging, made, { episode: planned.id, planSha256: planHash(plan), files });
  }
  renderer.close();
  driver.close();
  return dir;
}
