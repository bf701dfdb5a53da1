/**
 * What if it had acted otherwise? Each episode again three times, the same to the byte until the first contact,
 * with other actions from there on: a model that listens to actions tells them apart.
 * Run: npx tsx scripts/counterfactual-pairs.ts [EPISODES] [OUT] [SIZE]
 */
import { generateDataset, readEpisodeFacts, readSceneFile, readSteps } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 50);
const out = process.argv[3] ?? 'out/counterfactuals';
const size = Number(process.argv[4] ?? 128);

const dataset = await generateDataset({
  out,
  scenes: [readSceneFile('robots/push')],
  ...{ episodes, frames: 48, width: size, height: size },
  ...{ policy: 'expert', counterfactuals: { count: 3, at: 'event' } },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

for (const { id } of dataset.episodes) {
  const { parent, branchFrame } = await readEpisodeFacts(dataset, id);
  if (parent === null) continue;
  const [real, other] = [await readSteps(dataset, parent), await readSteps(dataset, id)];
  const apart = Math.max(...real.positions.map((x, i) => Math.abs(x - (other.positions[i] as number))));
  console.log(`${id} leaves ${parent} at frame ${branchFrame}, and is ${apart.toFixed(2)} m away in the end`);
}
