/**
 * Draws docs/gallery.md: every scene's first, middle and last frame by each of its cameras.
 * Run: npx tsx scripts/maintain/draw-gallery.ts [SCENE …]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { generateDataset, openDataset, readFrames, readSceneFile, shippedScenes } from 'worldwright/node';

const WIDTH = 208;
const HEIGHT = 156;
const FRAMES = 48;
const GAP = 4;

const chosen = process.argv.slice(2);
const scenes = shippedScenes();

/** A row a camera, and in it the first, the middle and the last frame. */
async function drawScene(name: string, file: string): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'worldwright-gallery-'));
  const scene = readSceneFile(name);
  const { dir } = await generateDataset({
    out: join(out, 'data'),
    scenes: [scene],
    ...{ episodes: 1, frames: FRAMES, seed: 1, width: WIDTH, height: HEIGHT, modalities: ['rgb'] },
  });
  const dataset = await openDataset(dir);
  const [episode] = dataset.episodes;
  if (episode === undefined) throw new Error(`${name}: no episode was made`);
  const tiles: OverlayOptions[] = [];
  let rows = 0;
  for (const camera of episode.cameras) {
    const frames = await readFrames(dataset, episode.id, camera, 'rgb');
    const shown = [0, Math.floor(frames.length / 2), frames.length - 1];
    for (const [column, frame] of shown.entries()) {
      const picture = await sharp(frames[frame] as Uint8Array, {
        raw: { width: WIDTH, height: HEIGHT, channels: 3 },
      })
        .png()
        .toBuffer();
      tiles.push({ input: picture, left: column * (WIDTH + GAP), top: rows * (HEIGHT + GAP) });
    }
    rows++;
  }
  await sharp({
    create: {
      ...{ width: 3 * WIDTH + 2 * GAP, height: rows * HEIGHT + (rows - 1) * GAP },
      ...{ channels: 3, background: '#ffffff' },
    },
  })
    .composite(tiles)
    .webp({ quality: 82 })
    .toFile(file);
  rmSync(out, { recursive: true });
}

mkdirSync('docs/gallery', { recursive: true });
for (const name of scenes) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  await drawScene(name, `docs/gallery/${name.replace('/', '-')}.webp`);
  console.error(name);
}

const folders = [...new Set(scenes.map((name) => name.split('/')[0]))];
const sections = folders.map((folder) => {
  const own = scenes.filter((name) => name.startsWith(`${folder}/`));
  const entries = own.map((name) => {
    const { summary } = readSceneFile(name);
    return `### ${name}\n${summary}\n\n![${name}: first, middle and last frame](gallery/${name.replace('/', '-')}.webp)\n`;
  });
  return `## ${folder}\n\n${entries.join('\n')}`;
});
writeFileSync(
  'docs/gallery.md',
  `# Scenes

Every scene that comes with worldwright: its first, middle and last frame of four seconds (seed 1), a row a camera. \`npm run gallery\` draws this page. \`npx worldwright generate NAME --out data\` makes a dataset of any.

${sections.join('\n')}`,
);
