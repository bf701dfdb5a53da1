import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { sha256 } from '#src/media/sha256.ts';
import { openVideoWriter } from '#src/media/video-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-encoding-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [width, height] = [64, 48];

/** Planes of a disc that crosses a slope of grey. */
const pictures = Array.from({ length: 18 }, (_, k) =>
  Uint8Array.from({ length: width * height * 1.5 }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (y >= height) return 128;
    return (x - 16 - 2 * k) ** 2 + (y - 19) ** 2 < 41 ? 220 : 90 + x / 2 + y / 3;
  }),
);

async function encode(name: string): Promise<string> {
  const path = join(root, `${name}.mp4`);
  const writer = await openVideoWriter(path, { pixel: 'yuv420p', width, height, fps: 12 });
  for (const picture of pictures) await writer.write(picture);
  await writer.close();
  return sha256(readFileSync(path));
}

// On a machine with AVX-512, x264 read a register that it had not set: where sharp had worked on the same thread before,
// the lossy bytes of an export were others in one run of a hundred.
it('gives the same bytes whatever else its threads do', async () => {
  const alone = await encode('alone');
  let done = false;
  const create = { width: 320, height: 300, channels: 3, background: '#ffffff' } as const;
  const busy = (async () => {
    while (!done) await sharp({ create }).raw().toBuffer();
  })();
  const beside = [];
  try {
    for (let i = 0; i < 100; i++) beside.push(await encode(`beside-${i}`));
  } finally {
    done = true;
    await busy;
  }
  expect(new Set(beside)).toEqual(new Set([alone]));
});
