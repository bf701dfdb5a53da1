/**
 * Makes the dataset of 10,000 episodes on which the viewer is tried: real, but four frames of 32×32 each.
 * About a quarter of an hour on two cores; run again, it goes on where it stopped.
 * Run: npx tsx scripts/maintain/make-many-episodes.ts [FOLDER] [EPISODES]
 */
import { generateDataset, parseScene, readSceneFile } from 'worldwright/node';

const SCENES = ['alignment/free-fall', 'robots/push'];
const TOLD_EVERY_MS = 5000;

const out = process.argv[2] ?? 'out/many';
const episodes = Number(process.argv[3] ?? 10_000);

const scenes = SCENES.map((name) => {
  const scene = readSceneFile(name);
  return parseScene({ ...scene, cameras: scene.cameras.slice(0, 1) }, name);
});

let told = 0;
const dataset = await generateDataset({
  ...{ out, scenes, episodes: Math.ceil(episodes / scenes.length) },
  ...{ frames: 4, width: 32, height: 32, modalities: ['rgb'] },
  split: { train: 0.8, val: 0.1, test: 0.1 },
  onProgress: ({ done, total }) => {
    if (done < total && performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    console.error(`${done} of ${total} frames`);
  },
});
console.error(
  `${dataset.episodes.length} episodes in ${Math.round(dataset.timings.wallMs / 1000)} s: ${out}`,
);
// A GPU driver's threads would keep a finished process alive.
process.exit(0);
