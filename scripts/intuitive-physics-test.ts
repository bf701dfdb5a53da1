/**
 * A test of intuitive physics: of every scene of understanding/ pairs of episodes that are one until a law is
 * broken in the second. A model that knows physics is less surprised by the first. Never train on them.
 * Run: npx tsx scripts/intuitive-physics-test.ts [PAIRS] [OUT] [SIZE] [SCENES]
 */
import { generateDataset, readEpisodeFacts, readSceneFile, shippedScenes } from 'worldwright/node';

const pairs = Number(process.argv[2] ?? 20);
const out = process.argv[3] ?? 'out/intuitive-physics';
const size = Number(process.argv[4] ?? 128);
const scenes =
  process.argv[5]?.split(',') ?? shippedScenes().filter((name) => name.startsWith('understanding/'));

const dataset = await generateDataset({
  out,
  scenes: scenes.map(readSceneFile),
  ...{ episodes: pairs, frames: 36, width: size, height: size, modalities: ['rgb', 'instance_id'] },
  twins: true,
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

for (const { id } of dataset.episodes) {
  const { twinOf, violation } = await readEpisodeFacts(dataset, id);
  if (violation === null) continue;
  console.log(`${twinOf} and its twin part at frame ${violation.frame}: ${violation.law}, ${violation.body}`);
}
