import { expect, it } from 'vitest';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { expertPolicy } from '#src/simulator/policies/from-expert.ts';
import type { Policy } from '#src/simulator/policies/policy.ts';
import { createSimulatorEnvironment } from '#src/simulator/simulator-environment.ts';

it('drives through the doorway to the flag', async () => {
  const scene = readSceneFile('robots/mobile-navigate');
  const environment = createSimulatorEnvironment(scene, 12, 301);
  const outcomes: unknown[] = [];
  for (const seed of [0, 1, 2]) {
    const policy = expertPolicy(sampleEpisode(scene, seed)) as Policy;
    let shown = await environment.reset(seed);
    for (let frame = 0; !shown.terminated && !shown.truncated; frame++) {
      shown = await environment.step(policy(frame, shown.observation));
    }
    outcomes.push(shown.info['outcome']);
  }
  environment.close();
  expect(outcomes).toEqual(['success', 'success', 'success']);
});
