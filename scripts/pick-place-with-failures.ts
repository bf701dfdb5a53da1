/**
 * An arm that picks and places, and often fails: half of the episodes succeed, and a third shows what goes wrong.
 * Failures are what a policy never shows and a world model must know.
 * Run: npx tsx scripts/pick-place-with-failures.ts [EPISODES] [OUT]
 */
import { generateDataset, readEpisodeFacts, readSceneFile } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 100);
const out = process.argv[3] ?? 'out/pick-place';
const frames = Number(process.argv[4] ?? 144);

const dataset = await generateDataset({
  out,
  scenes: [readSceneFile('robots/arm-pick-place')],
  ...{ episodes, frames, fps: 12, width: 160, height: 120 },
  outcomes: { success: 0.6, failure: 0.4 },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// What could not be reached within its tries is recorded as what it is.
for (const { id } of dataset.episodes) {
  const { outcome, outcomeWanted, policy } = await readEpisodeFacts(dataset, id);
  console.log(`${id}: ${outcome ?? 'no end'} by ${policy}, wanted ${outcomeWanted}`);
}
