/** A first dataset: choose a scene, change it, generate, predict, evaluate. Run: npx tsx scripts/first-dataset.ts */
import { evaluateDatasets, generateDataset, parseScene, readSceneFile } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 20);
const out = process.argv[3] ?? 'out/first-dataset';

// 1. Choose a scene and change it: the same pushing robot, on ice, under the Moon's gravity.
const push = readSceneFile('robots/push');
const materials = Object.fromEntries(
  Object.entries(push.materials).map(([name, material]) => [name, { ...material, friction: 0.05 }]),
);
const scene = parseScene({ ...push, name: 'push-on-ice', gravity: [0, 0, -1.62], materials }, 'push-on-ice');

// 2. Simulate and render it: pictures, metric depth, instance ids, actions, events. Resumes by itself.
const dataset = await generateDataset({
  out: `${out}/data`,
  scenes: [scene],
  episodes,
  frames: 24,
  width: 64,
  height: 64,
  onProgress: ({ done, total }) => console.error(`episode ${done} of ${total}`),
});

// 3. Let world models predict 16 frames from 4, compare with the truth, and write a report.
const report = await evaluateDatasets({
  data: [dataset.dir],
  models: ['models/wm-d-nano-64.onnx', 'models/constant-velocity.onnx'],
  out: `${out}/report`,
});
console.log(report.verdict.headline);
console.log(`Open ${out}/report/report.html`);
