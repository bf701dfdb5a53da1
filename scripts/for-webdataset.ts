/**
 * Tar shards of clips with exact depth, instances, actions and captions, for any loader of WebDataset.
 * Run: npx tsx scripts/for-webdataset.ts [EPISODES] [OUT] [FRAMES]
 */
import { exportDataset, generateDataset, readSceneFile } from 'worldwright/node';

/** Of each scene. */
const episodes = Number(process.argv[2] ?? 100);
const out = process.argv[3] ?? 'out/for-webdataset';
const frames = Number(process.argv[4] ?? 48);

const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: ['robots/push', 'understanding/collision'].map(readSceneFile) },
  ...{ episodes, frames, fps: 12, width: 128, height: 128, split: { train: 0.9, val: 0.1 } },
  ...{ look: 'varied', modalities: ['rgb', 'depth_z_m', 'instance_id', 'boxes'] },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

const { dir, clips, refusals } = await exportDataset({
  ...{ data: dataset.dir, format: 'webdataset', out: `${out}/export` },
  onProgress: ({ done, total }) => console.error(`clip ${done} of ${total}`),
});
console.log(`${clips} clips in ${dir}, ${refusals.length} left out; see its README.md`);
