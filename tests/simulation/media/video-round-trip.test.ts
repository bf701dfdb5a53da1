import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { probeFfmpeg, runProgram } from '#src/media/ffmpeg.ts';
import { loadNodeAv } from '#src/media/node-av.ts';
import type { VideoPixel } from '#src/media/video-format.ts';

const [W, H, N, FPS] = [48, 32, 37, 12];
const have = { 'node-av': (await loadNodeAv()) !== null, ffmpeg: (await probeFfmpeg()) !== null };
const pixels: readonly VideoPixel[] = ['rgb24', 'rgb48', 'gray8', 'gray16'];
const extension = (pixel: VideoPixel): string => (pixel === 'rgb24' ? '.mp4' : '.mov');

type Picture = Uint8Array | Uint16Array;

const made = new Map<VideoPixel, readonly Picture[]>();

/** Noise in one half (every value occurs) and stillness in the other. */
function frames(pixel: VideoPixel, count = N): readonly Picture[] {
  const all = made.get(pixel) ?? makeFrames(pixel);
  made.set(pixel, all);
  return all.slice(0, count);
}

function makeFrames(pixel: VideoPixel): readonly Picture[] {
  const rng = createRng(7).fork(pixel);
  const length = W * H * (pixel === 'rgb24' || pixel === 'rgb48' ? 3 : 1);
  const wide = pixel === 'gray16' || pixel === 'rgb48';
  return Array.from({ length: N }, (_, k) => {
    const frame = wide ? new Uint16Array(length) : new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      const moving = i < length / 2 || i === length - 1 - k;
      frame[i] = moving ? rng.integer(0, wide ? 65535 : 255) : 200;
    }
    return frame;
  });
}

/** Expects the same frames: by their bytes, since toEqual takes a second over a few dozen of them. */
function expectFrames(found: readonly Picture[], wanted: readonly Picture[]): void {
  expect(found.length).toBe(wanted.length);
  const bytes = (frame: Picture) => Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  expect(found.findIndex((frame, k) => !bytes(frame).equals(bytes(wanted[k] as Picture)))).toBe(-1);
}

/** The public functions as a process with that encoder sees them. */
async function media(encoder: string) {
  vi.resetModules();
  vi.stubEnv('WORLDWRIGHT_ENCODER', encoder);
  const [{ openVideoWriter }, { readVideo }, { findEncoder }] = await Promise.all([
    import('#src/media/video-writer.ts'),
    import('#src/media/read-video.ts'),
    import('#src/media/find-encoder.ts'),
  ]);
  await findEncoder();
  vi.unstubAllEnvs();
  return {
    readVideo,
    openVideoWriter,
    async write(path: string, pixel: VideoPixel, list = frames(pixel)) {
      const writer = await openVideoWriter(path, { pixel, width: W, height: H, fps: FPS });
      for (const frame of list) await writer.write(frame);
      return writer.close();
    },
  };
}

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ww-media-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const encoders = (['node-av', 'ffmpeg'] as const).filter((name) => have[name]);

it('has at least one encoder to test', () => {
  expect(encoders.length).toBeGreaterThan(0);
});

describe.each(encoders)('video by %s', (encoder) => {
  it.each(pixels)('gives back every %s frame exactly, by either reader, from any start', async (pixel) => {
    const path = join(dir, `${encoder}-${pixel}${extension(pixel)}`);
    expect(await (await media(encoder)).write(path, pixel)).toBe(N);
    for (const reader of encoders) {
      const { readVideo } = await media(reader);
      const all = await readVideo(path, pixel, { fps: FPS, width: W, height: H, frames: N });
      expectFrames(all, frames(pixel));
      // Starting a program is slow, so the one that is started for every read is asked less often.
      for (const start of reader === 'ffmpeg' ? [17, 36] : [0, 1, 15, 16, 17, 30, 36]) {
        const part = await readVideo(path, pixel, { fps: FPS, start, count: Math.min(3, N - start) });
        expectFrames(part, frames(pixel).slice(start, start + 3));
      }
    }
  });

  it.each(pixels)('fills the %s frames that it is given, and makes the rest', async (pixel) => {
    const path = join(dir, `${encoder}-into-${pixel}${extension(pixel)}`);
    const { write, readVideo } = await media(encoder);
    await write(path, pixel);
    const first = await readVideo(path, pixel, { fps: FPS, start: 0, count: 4 });
    const second = await readVideo(path, pixel, { fps: FPS, start: 20, count: 6, into: first });
    expectFrames(second, frames(pixel).slice(20, 26));
    for (const [k, frame] of first.entries()) expect(second[k]).toBe(frame);
    const small = first.map((frame) => frame.slice(1));
    await expect(readVideo(path, pixel, { fps: FPS, into: small })).rejects.toMatchObject({
      code: 'argument/invalid',
    });
    // The frames that were given hold others now; nothing is left of what they held.
    expectFrames(first, frames(pixel).slice(20, 24));
  });

  it('writes the same bytes twice, with no time in them', async () => {
    const { write } = await media(encoder);
    const path = (pixel: VideoPixel, turn: number) =>
      join(dir, `${encoder}-${pixel}-${turn}${extension(pixel)}`);
    for (const pixel of pixels) await write(path(pixel, 1), pixel, frames(pixel, 5));
    await new Promise((done) => setTimeout(done, 1100));
    for (const pixel of pixels) {
      await write(path(pixel, 2), pixel, frames(pixel, 5));
      expect((await readFile(path(pixel, 1))).equals(await readFile(path(pixel, 2)))).toBe(true);
    }
  });

  it.skipIf(!have.ffmpeg)('shows frame k at exactly k · every / fps', async () => {
    const { openVideoWriter, readVideo } = await media(encoder);
    for (const [fps, every] of [
      [12, 5],
      [30, 7],
      [1, 3],
    ] as const) {
      const path = join(dir, `${encoder}-${fps}-${every}.mov`);
      const writer = await openVideoWriter(path, { pixel: 'gray16', width: W, height: H, fps, every });
      for (const frame of frames('gray16', 20)) await writer.write(frame);
      await writer.close();
      const entries = ['-show_entries', 'stream=time_base:frame=pts', '-of', 'json', path];
      const { stdout } = await runProgram('ffprobe', ['-v', 'error', ...entries]);
      const found = JSON.parse(stdout.toString());
      const [num, den] = found.streams[0].time_base.split('/').map(Number);
      found.frames.forEach(({ pts }: { pts: number }, k: number) => {
        expect(pts * num * fps).toBe(k * every * den);
      });
      for (const start of [0, 15, 17])
        expectFrames(
          await readVideo(path, 'gray16', { fps, every, start, count: 2 }),
          frames('gray16', 20).slice(start, start + 2),
        );
    }
  });

  it('takes frames faster than they can be encoded, from one array', async () => {
    const { openVideoWriter, readVideo } = await media(encoder);
    const path = join(dir, `${encoder}-fast.mov`);
    const writer = await openVideoWriter(path, { pixel: 'gray16', width: 512, height: 512, fps: FPS });
    const one = new Uint16Array(512 * 512);
    for (let k = 0; k < 40; k++) {
      one.fill(k * 1000);
      await writer.write(one);
    }
    expect(await writer.close()).toBe(40);
    const back = await readVideo(path, 'gray16', { fps: FPS, frames: 40 });
    expect(back.map((frame) => frame[77])).toEqual(Array.from({ length: 40 }, (_, k) => k * 1000));
  });

  it('names the file when it cannot be written', async () => {
    const { openVideoWriter } = await media(encoder);
    const path = join(dir, 'no-such-folder', 'a.mp4');
    const attempt = async () => {
      const writer = await openVideoWriter(path, { pixel: 'rgb24', width: W, height: H, fps: FPS });
      await writer.write(new Uint8Array(W * H * 3));
      await writer.close();
    };
    await expect(attempt()).rejects.toThrow(path);
  });

  it('refuses frames of another size, and sizes and rates that cannot be', async () => {
    const { openVideoWriter } = await media(encoder);
    const path = join(dir, 'odd.mov');
    const options = { pixel: 'gray8', width: W, height: H, fps: FPS } as const;
    const writer = await openVideoWriter(path, options);
    await expect(writer.write(new Uint8Array(5))).rejects.toMatchObject({ code: 'argument/invalid' });
    await writer.abort();
    for (const bad of [
      { width: 0 },
      { height: 100_000 },
      { fps: 0.5 },
      { every: 0 },
      { pixel: 'rgb24' as const },
    ]) {
      const attempt = openVideoWriter(path, { ...options, ...bad });
      await expect(attempt).rejects.toMatchObject({ code: 'argument/invalid' });
    }
  });
});

describe.each(encoders)('a damaged video, read by %s', (reader) => {
  it.each(pixels)('is refused, and never gives fewer %s frames than asked', async (pixel) => {
    const { write, readVideo } = await media(reader);
    const path = join(dir, `${reader}-bad${extension(pixel)}`);
    const refused = async (options: object, as: VideoPixel = pixel): Promise<void> => {
      await expect(readVideo(path, as, { fps: FPS, ...options })).rejects.toMatchObject({
        code: 'media/corrupt',
      });
    };
    await write(path, pixel);
    const whole = await readFile(path);
    await truncate(path, whole.length >> 1);
    await refused({});
    await writeFile(path, 'not a video at all');
    await refused({});
    await writeFile(path, whole);
    await refused({ frames: N + 1 });
    await refused({ width: W + 2 });
    await refused({}, pixel === 'gray8' ? 'gray16' : 'gray8');
    const outside = readVideo(path, pixel, { fps: FPS, start: N, count: 1 });
    await expect(outside).rejects.toMatchObject({ code: 'argument/invalid' });
    const absent = readVideo(join(dir, 'none.mp4'), pixel, { fps: FPS });
    await expect(absent).rejects.toMatchObject({ code: 'file/missing' });
  });

  it('that is a list of other files is not followed', async () => {
    const { readVideo } = await media(reader);
    const path = join(dir, 'playlist.mp4');
    await writeFile(path, `ffconcat version 1.0\nfile '${join(dir, 'node-av-rgb24.mp4')}'\n`);
    await expect(readVideo(path, 'rgb24', { fps: FPS })).rejects.toMatchObject({ code: 'media/corrupt' });
  });
});

describe('findEncoder', () => {
  it('refuses an encoder it does not know', async () => {
    await expect(media('libav')).rejects.toMatchObject({ code: 'argument/invalid' });
  });

  it('says what to install where there is none', async () => {
    vi.stubEnv('PATH', join(dir, 'empty'));
    const attempt = media('ffmpeg');
    await expect(attempt).rejects.toMatchObject({
      code: 'media/no-encoder',
      hint: expect.stringContaining('apt install ffmpeg'),
    });
    vi.unstubAllEnvs();
  });
});
