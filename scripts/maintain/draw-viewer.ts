/** Pictures of the viewer's pages, light and dark, for docs/viewer/. Run after `npm run build` and `npm run demo`: npm run screenshots, or -- with the names of some pages */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { openThings } from '../../src/server/open-things.ts';
import { startViewerServer } from '../../src/server/viewer-server.ts';

/** Addresses of the pages, milliseconds that each needs to have something to show, and how wide it is looked at. */
const PAGES: Readonly<Record<string, readonly [address: string, wait: number, width?: number]>> = {
  play: [
    '#/play?scene=robots/arm-pick-place&view=front:rgb,front:depth_z_m,front:instance_id,wrist:rgb&size=256x256&over=joints',
    9000,
  ],
  data: ['#/data', 5000],
  clip: ['#/clip?frame=20', 6000],
  // Verdict, table and clip side by side take a large screen.
  predictions: ['#/predictions', 6000, 1760],
  dream: ['#/dream?scene=robots/push&seed=3', 12_000],
};

/** Of the pictures, pixels. */
const WIDTH = 1280;

const OUT = 'docs/viewer';
const things = await openThings(['out/demo/data', 'out/demo/report.html'], ['models/wm-d-nano-64.onnx']);
const server = await startViewerServer(things, { port: 0 });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
});
mkdirSync(OUT, { recursive: true });
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, [address, wait, width = WIDTH]] of Object.entries(PAGES)) {
    if (process.argv.length > 2 && !process.argv.includes(name)) continue;
    const page = await browser.newPage({ viewport: { width, height: (width * 5) / 8 }, colorScheme });
    await page.goto(server.url + address);
    await page.waitForTimeout(wait);
    const picture = await page.screenshot();
    await sharp(picture)
      .resize(WIDTH)
      .webp({ quality: 82, effort: 6 })
      .toFile(`${OUT}/${name}-${colorScheme}.webp`);
    await page.close();
  }
}
await browser.close();
await server.close();
