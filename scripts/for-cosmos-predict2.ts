/**
 * Videos for post-training Cosmos Predict 2 and 2.5: 1280x704 at 16 fps, 94 frames at least, with captions.
 * Run: npx tsx scripts/for-cosmos-predict2.ts [EPISODES] [OUT] [FRAMES] [WIDTH] [SCENES]
 */
import { exportDataset, generateDataset, readSceneFile } from 'worldwright/node';

/** Of each scene. */
const episodes = Number(process.argv[2] ?? 10);
const out = process.argv[3] ?? 'out/for-cosmos-predict2';
const frames = Number(process.argv[4] ?? 96);
/** Smaller ones of the same shape do for a look; the trainer would enlarge them. */
const width = Number(process.argv[5] ?? 1280);

const scenes = process.argv[6]?.split(',') ?? [
  ...['understanding/bounce', 'understanding/collision', 'robots/arm-stack', 'alignment/dominoes'],
];

const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: scenes.map(readSceneFile), cameras: ['front'] },
  ...{ episodes, frames, fps: 16, width, height: (width * 704) / 1280 },
  // Boxes say what the captions may speak of: what is seen.
  ...{ look: 'varied', modalities: ['rgb', 'boxes'], split: { train: 0.8, val: 0.2 } },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

const { dir, clips, refusals } = await exportDataset({
  ...{ data: dataset.dir, format: 'cosmos-predict2', out: `${out}/export` },
  onProgress: ({ done, total }) => console.error(`clip ${done} of ${total}`),
});
console.log(`${clips} clips in ${dir}, ${refusals.length} left out; see its README.md`);
