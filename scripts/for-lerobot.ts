/**
 * A LeRobot v3.0 dataset of an arm that picks and places: three cameras, joints, actions, rewards.
 * Run: npx tsx scripts/for-lerobot.ts [EPISODES] [OUT] [FRAMES] [WIDTH]
 */
import { exportDataset, generateDataset, readSceneFile } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 50);
const out = process.argv[3] ?? 'out/for-lerobot';
const frames = Number(process.argv[4] ?? 160);
const width = Number(process.argv[5] ?? 320);

// 1. What an imitator learns from: an expert at work, seldom failing. Resumes by itself.
const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: [readSceneFile('robots/arm-pick-place')], policy: 'expert' },
  ...{ episodes, frames, fps: 15, width, height: (width * 3) / 4, modalities: ['rgb'] },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// 2. As LeRobotDataset(root=…) reads it.
const { dir, clips, refusals } = await exportDataset({
  ...{ data: dataset.dir, format: 'lerobot', out: `${out}/export` },
  onProgress: ({ done, total }) => console.error(`clip ${done} of ${total}`),
});
console.log(`${clips} clips in ${dir}, ${refusals.length} left out; see its README.md`);
