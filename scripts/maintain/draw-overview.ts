/** Draws the README's picture: docs/overview.png. Run: npx tsx scripts/maintain/draw-overview.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawEpisodeSheet, generateDataset, openDataset, readSceneFile } from 'worldwright/node';

const out = mkdtempSync(join(tmpdir(), 'worldwright-overview-'));
const { dir } = await generateDataset({
  out: join(out, 'data'),
  scenes: [readSceneFile('sensors/rig')],
  episodes: 1,
  frames: 18,
  seed: 4,
  width: 288,
  height: 144,
  cameras: ['orbit'],
  modalities: ['rgb', 'depth_z_m', 'instance_id', 'normal', 'flow_forward', 'boxes'],
});
const dataset = await openDataset(dir);
await drawEpisodeSheet(dataset, dataset.episodes[0]?.id ?? '', 'docs/overview.png');
rmSync(out, { recursive: true });
