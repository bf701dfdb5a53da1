/**
 * Trains the models of models/ again, from seeds: data, then leg after leg, each beginning with the last one's
 * weights. A leg takes half an hour or so on two cores; what was stopped goes on where it was.
 * Run: npx tsx scripts/train-nano.ts [EPISODES A SCENE] [OUT] [STEPS A LEG]
 */
import { existsSync } from 'node:fs';
import { generateDataset, packDatasets, readSceneFile, trainModel } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 1100);
const out = process.argv[3] ?? 'out/train-nano';
const mostSteps = Number(process.argv[4] ?? Number.POSITIVE_INFINITY);

const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'];

/** How each model was taught: the seed of its data, that of its weights and windows, and how many steps. */
const LEGS = {
  'wm-d-nano-64': [{ data: 101, seed: 1, steps: 4000 }],
  'wm-d-nano-moe-64': [{ data: 101, seed: 1, steps: 4000 }],
} as const;

/** Episodes of all three scenes, seen by each one's first camera, in one file that is read fast. */
async function makePack(seed: number): Promise<string> {
  const pack = `${out}/data-${seed}.pack`;
  if (existsSync(pack)) return pack;
  const { dir } = await generateDataset({
    out: `${out}/data-${seed}`,
    scenes: SCENES.map(readSceneFile).map((scene) => ({ ...scene, cameras: scene.cameras.slice(0, 1) })),
    ...{ episodes, seed, frames: 48, width: 64, height: 64, modalities: ['rgb', 'instance_id'] },
    onProgress: ({ done, total }) => console.error(`data ${seed}: frame ${done} of ${total}`),
  });
  await packDatasets({ data: [dir], out: pack });
  return pack;
}

for (const [name, legs] of Object.entries(LEGS)) {
  let init: string | undefined;
  for (const [i, { data, seed, steps }] of legs.entries()) {
    // The last leg's model is the one that ships.
    const model = `${out}/${i === legs.length - 1 ? name : `${name}-leg-${i + 1}`}.onnx`;
    await trainModel({
      ...{ data: [await makePack(data)], out: model, init, half: true },
      ...{ size: 'nano', experts: name.includes('moe'), batch: 32, seed, steps: Math.min(steps, mostSteps) },
      ...{ provider: 'cpu', threads: 2 },
      onProgress: ({ done, total, note }) => console.error(`${name}: step ${done} of ${total} ${note ?? ''}`),
    });
    console.log(`${name}, leg ${i + 1}: ${model}`);
    init = model;
  }
}
