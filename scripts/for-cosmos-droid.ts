/**
 * What Cosmos 3 learns forward dynamics from: an arm seen by three cameras of 640x360 at 15 fps, with its flange's
 * poses, in `success` and `failure`.
 * Run: npx tsx scripts/for-cosmos-droid.ts [EPISODES] [OUT] [FRAMES] [SCENE]
 */
import { exportDataset, generateDataset, readSceneFile } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 50);
const out = process.argv[3] ?? 'out/for-cosmos-droid';
/** The loader takes 17 at a time; an expert is done within 120. */
const frames = Number(process.argv[4] ?? 128);
const scene = process.argv[5] ?? 'robots/arm-pick-place';

// 1. By the usual mixture of policies: what goes wrong teaches dynamics as well. Resumes by itself.
const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: [readSceneFile(scene)] },
  ...{ episodes, frames, fps: 15, width: 640, height: 360, modalities: ['rgb'] },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// 2. In the layout of DROID; by how each episode came out.
const { dir, clips, refusals, report } = await exportDataset({
  ...{ data: dataset.dir, format: 'lerobot', layout: 'cosmos-droid', out: `${out}/export` },
  onProgress: ({ done, total }) => console.error(`clip ${done} of ${total}`),
});
for (const [folder, what] of report.files) console.log(`${folder} ${what}`);
console.log(`${clips} clips in ${dir}, ${refusals.length} left out; see its README.md`);
