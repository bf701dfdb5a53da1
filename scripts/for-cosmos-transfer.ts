/**
 * Videos for Cosmos 3's transfer fine-tuning: pictures in ever new looks, each with its depth, segmentation, edges and
 * blur. Run: npx tsx scripts/for-cosmos-transfer.ts [EPISODES] [OUT] [FRAMES] [SIZE] [SCENES]
 */
import { exportDataset, generateDataset, readSceneFile } from 'worldwright/node';

/** Of each scene. */
const episodes = Number(process.argv[2] ?? 5);
const out = process.argv[3] ?? 'out/for-cosmos-transfer';
/** The trainer drops clips of fewer than 61; its own example has 121. */
const frames = Number(process.argv[4] ?? 128);

const [width, height] = (process.argv[5] ?? '832x480').split('x').map(Number) as [number, number];
const scenes = process.argv[6]?.split(',') ?? [
  'robots/arm-pick-place',
  'alignment/dominoes',
  'understanding/collision',
  'understanding/occluder',
];

// 1. At the size and rate that the trainer wants; depth and instances are what it cannot make by itself.
const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: scenes.map(readSceneFile), cameras: ['front'] },
  ...{ episodes, frames, fps: 30, width, height },
  ...{ look: 'varied', modalities: ['rgb', 'depth_z_m', 'instance_id', 'boxes'] },
  split: { train: 0.8, val: 0.2 },
  // Seconds: without a GPU, sixteen such pictures may take minutes.
  patience: 900,
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// 2. A video and four controls a clip, and a list for each control.
const { dir, clips, refusals } = await exportDataset({
  ...{ data: dataset.dir, format: 'cosmos-transfer', out: `${out}/export` },
  onProgress: ({ done, total }) => console.error(`clip ${done} of ${total}`),
});
console.log(`${clips} clips in ${dir}, ${refusals.length} left out; see its README.md`);
