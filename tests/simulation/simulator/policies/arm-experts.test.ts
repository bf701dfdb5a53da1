import { expect, it } from 'vitest';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { expertPolicy } from '#src/simulator/policies/from-expert.ts';
import type { Policy } from '#src/simulator/policies/policy.ts';
import { createSimulatorEnvironment } from '#src/simulator/simulator-environment.ts';

const SEEDS = 8;
/** Ten seconds at 12 Hz. */
const FRAMES = 121;

it.each(['arm-reach', 'arm-pick-place', 'arm-stack', 'arm-drawer'])(
  'does the task of %s in at least 7 of 8 episodes, within the bounds of its actions',
  async (name) => {
    const scene = readSceneFile(`robots/${name}`);
    const environment = createSimulatorEnvironment(scene, 12, FRAMES);
    let successes = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const policy = expertPolicy(sampleEpisode(scene, seed)) as Policy;
      let shown = await environment.reset(seed);
      for (let frame = 0; !shown.terminated && !shown.truncated; frame++) {
        // An action out of its bounds would be refused here.
        shown = await environment.step(policy(frame, shown.observation));
      }
      if (shown.info['outcome'] === 'success') successes++;
    }
    environment.close();
    expect(successes).toBeGreaterThanOrEqual(7);
  },
);
