/** Draws the README's picture: docs/overview.png. Run: npx tsx scripts/maintain/draw-overview.ts */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import {
  drawEpisodeSheet,
  generateDataset,
  loadWorldModel,
  openDataset,
  readFrames,
  readSceneFile,
  rollout,
} from 'worldwright/node';

/** Places of the sheet above, whose columns go on below. */
const [LEFT, COLUMN, GAP] = [290, 264, 8];
const SIDE = (COLUMN - GAP) / 2;

/** Frames ahead that are shown, a column each. */
const AHEAD = [1, 2, 4, 8, 12];

/** What is predicted, side by side in each column: a scene and the seed of its episode. */
const CLIPS = [
  { scene: 'alignment/dominoes', seed: 11, start: 4 },
  { scene: 'alignment/free-fall', seed: 12, start: 0 },
];

const MODELS = ['wm-d-nano-64', 'constant-velocity'];

const out = mkdtempSync(join(tmpdir(), 'worldwright-overview-'));

async function drawTruth(file: string): Promise<void> {
  const { dir } = await generateDataset({
    ...{ out: join(out, 'data'), scenes: [readSceneFile('sensors/rig')], cameras: ['orbit'] },
    ...{ episodes: 1, frames: 18, seed: 4, width: 288, height: 144 },
    modalities: ['rgb', 'depth_z_m', 'instance_id', 'normal', 'flow_forward', 'boxes'],
  });
  const dataset = await openDataset(dir);
  await drawEpisodeSheet(dataset, dataset.episodes[0]?.id ?? '', file);
}

/** The frames of a clip: of the truth, then of each model, those that are shown. */
async function predict({ scene: name, seed, start }: (typeof CLIPS)[number]): Promise<Uint8Array[][]> {
  const scene = readSceneFile(name);
  const { dir } = await generateDataset({
    ...{ out: join(out, scene.name), scenes: [{ ...scene, cameras: scene.cameras.slice(0, 1) }] },
    ...{ episodes: 1, frames: 24, seed, width: 64, height: 64, modalities: ['rgb'] },
  });
  const dataset = await openDataset(dir);
  const frames = await readFrames(
    dataset,
    dataset.episodes[0]?.id ?? '',
    scene.cameras[0]?.name ?? '',
    'rgb',
  );
  const horizon = AHEAD.at(-1) as number;
  const context = frames.slice(start, start + 4);
  const rows = [frames.slice(start + 4, start + 4 + horizon)];
  for (const model of MODELS) {
    const world = await loadWorldModel(`models/${model}.onnx`, { provider: 'cpu' });
    const clip = { context, width: 64, height: 64, actions: null, actionDim: 0, horizon, clip: name };
    rows.push(await rollout(world, clip));
    await world.close();
  }
  return rows.map((row) => AHEAD.map((ahead) => row[ahead - 1] as Uint8Array));
}

const text = (x: number, y: number, words: string, style: string): string =>
  `<text x="${x}" y="${y}" ${style}>${words}</text>`;

/** Truth and predictions under each other, in the columns of the sheet. */
async function drawPredictions(
  width: number,
): Promise<{ svg: string; pictures: OverlayOptions[]; height: number }> {
  const clips: Uint8Array[][][] = [];
  for (const clip of CLIPS) clips.push(await predict(clip));
  const pictures: OverlayOptions[] = [];
  const heading = 'font-size="20" font-weight="bold" fill="#16161d"';
  const note = 'font-size="16" fill="#555"';
  const top = 84;
  let svg = text(
    40,
    34,
    'predicted from the four frames before',
    'font-size="28" font-weight="bold" fill="#16161d"',
  );
  const names: [string, string][] = [
    ['truth', 'dominoes, free-fall'],
    ['wm-d-nano-64', 'trained with worldwright'],
    ['constant velocity', 'a baseline'],
  ];
  for (const [column, ahead] of AHEAD.entries()) {
    const middle = LEFT + column * COLUMN + (COLUMN - GAP) / 2;
    svg += text(
      middle,
      72,
      `+${ahead} frame${ahead === 1 ? '' : 's'} (${(ahead / 12).toFixed(2)} s)`,
      `text-anchor="middle" ${note}`,
    );
    for (const row of names.keys()) {
      for (const [i, clip] of clips.entries()) {
        const raw = { width: 64, height: 64, channels: 3 as const };
        const frame = sharp(Buffer.from(clip[row]?.[column] as Uint8Array), { raw });
        pictures.push({
          input: await frame.resize({ width: SIDE, kernel: 'cubic' }).png().toBuffer(),
          left: LEFT + column * COLUMN + i * SIDE,
          top: top + row * (SIDE + GAP),
        });
      }
    }
  }
  for (const [row, [name, what]] of names.entries()) {
    const y = top + row * (SIDE + GAP) + SIDE / 2;
    svg += text(40, y, name, heading) + text(40, y + 24, what, note);
  }
  const height = top + names.length * (SIDE + GAP) + 40;
  const font = 'font-family="Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"';
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${font}>${svg}</svg>`,
    pictures,
    height,
  };
}

const sheet = join(out, 'sheet.png');
await drawTruth(sheet);
const above = readFileSync(sheet);
const { width = 0, height = 0 } = await sharp(above).metadata();
const below = await drawPredictions(width);
const lower = (picture: OverlayOptions): OverlayOptions => ({ ...picture, top: (picture.top ?? 0) + height });
const drawn = await sharp({
  create: { width, height: height + below.height, channels: 3, background: '#ffffff' },
})
  .composite([
    { input: above, left: 0, top: 0 },
    ...below.pictures.map(lower),
    lower({ input: Buffer.from(below.svg), left: 0, top: 0 }),
  ])
  .png({ compressionLevel: 9 })
  .toBuffer();
writeFileSync('docs/overview.png', drawn);
rmSync(out, { recursive: true });
