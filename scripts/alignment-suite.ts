/**
 * The eight physics-alignment scenarios: a hundred episodes each, four cameras, colour, depth and instances.
 * Run: npx tsx scripts/alignment-suite.ts [EPISODES] [OUT] [SCENES]
 */
import { generateDataset, readEpisodeFacts, readSceneFile, shippedScenes } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 100);
const out = process.argv[3] ?? 'out/alignment';

const scenes = process.argv[4]?.split(',') ?? shippedScenes().filter((name) => name.startsWith('alignment/'));

// 33 frames, of which a world model is shown 1 or 9: the protocol of the Cosmos paper.
const dataset = await generateDataset({
  out,
  scenes: scenes.map(readSceneFile),
  episodes,
  frames: 33,
  width: 128,
  height: 128,
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// Every episode knows its own laws: what was drawn for it, gravity, friction, bounce.
for (const { id } of dataset.episodes.filter(({ index }) => index === 0)) {
  const { gravity, parameters } = await readEpisodeFacts(dataset, id);
  console.log(`${id}: g = ${-gravity[2]} m/s², ${JSON.stringify(parameters)}`);
}
console.log(`${dataset.episodes.length} episodes in ${dataset.dir}`);
