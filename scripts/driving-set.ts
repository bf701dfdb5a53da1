/**
 * Streets for a driving model: seven situations, three ego cameras and a LiDAR, split so that what lies beyond
 * the ranges is kept for testing. Run: npx tsx scripts/driving-set.ts [EPISODES] [OUT] [FRAMES] [SCENES]
 */
import {
  generateDataset,
  readEpisodeFacts,
  readEvents,
  readSceneFile,
  shippedScenes,
} from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 40);
const out = process.argv[3] ?? 'out/driving';
const frames = Number(process.argv[4] ?? 96);
const scenes = process.argv[5]?.split(',') ?? shippedScenes().filter((name) => name.startsWith('driving/'));

const dataset = await generateDataset({
  out,
  scenes: scenes.map(readSceneFile),
  ...{ episodes, frames, fps: 12, width: 256, height: 144 },
  cameras: ['front', 'left', 'right'],
  modalities: ['rgb', 'depth_z_m', 'semantic_id', 'flow_forward', 'boxes'],
  look: 'varied',
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});

// Who came close to whom, and how close in time.
for (const { id } of dataset.episodes) {
  const { outcome } = await readEpisodeFacts(dataset, id);
  const near = (await readEvents(dataset, id)).filter(({ kind }) => kind === 'near_miss');
  const words = near.map(({ a, b, timeToCollision }) => `${a} and ${b} by ${timeToCollision?.toFixed(2)} s`);
  console.log(
    `${id}: ${outcome ?? 'no end'}${near.length === 0 ? '' : `; near misses: ${words.join(', ')}`}`,
  );
}
