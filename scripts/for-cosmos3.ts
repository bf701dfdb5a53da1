/**
 * Videos for Cosmos 3's supervised fine-tuning: eight scenes at 480p, 24 fps, in ever new looks, with captions.
 * Run: npx tsx scripts/for-cosmos3.ts [EPISODES] [OUT] [FRAMES] [SIZE] [SCENES]
 */
import { exportDataset, generateDataset, readSceneFile } from 'worldwright/node';

/** Of each scene. */
const episodes = Number(process.argv[2] ?? 5);
const out = process.argv[3] ?? 'out/for-cosmos3';
/** The trainer drops clips of fewer than 61. */
const frames = Number(process.argv[4] ?? 64);

const [width, height] = (process.argv[5] ?? '832x480').split('x').map(Number) as [number, number];
const scenes = process.argv[6]?.split(',') ?? [
  ...['robots/arm-pick-place', 'robots/arm-stack', 'robots/arm-drawer', 'alignment/dominoes'],
  ...['understanding/bounce', 'understanding/collision', 'understanding/occluder'],
  'understanding/sliding-friction',
];

// 1. At the size, rate and length that the trainer wants. Resumes by itself.
const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: scenes.map(readSceneFile), cameras: ['front'] },
  ...{ episodes, frames, fps: 24, width, height },
  // Boxes say what the captions may speak of: what is seen.
  ...{ look: 'varied', modalities: ['rgb', 'boxes'] },
  split: { train: 0.8, val: 0.2 },
  // Seconds: without a GPU, sixteen such pictures may take minutes.
  patience: 900,
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// 2. In the form that it reads; what it would drop is not written, and why stands in the summary.
const { dir, clips, refusals } = await exportDataset({
  ...{ data: dataset.dir, format: 'cosmos3', out: `${out}/export` },
  onProgress: ({ done, total }) => console.error(`clip ${done} of ${total}`),
});
console.log(`${clips} clips in ${dir}, ${refusals.length} left out; see its README.md`);
