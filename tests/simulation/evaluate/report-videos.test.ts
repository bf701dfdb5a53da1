import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FramesPlace, ReportVideo } from '#src/evaluate/report/report.ts';
import { dropOtherVideos, openReportVideos } from '#src/evaluate/report/report-videos.ts';
import { readVideo } from '#src/media/read-video.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import { SYNTHETIC_DEFAULTS, syntheticClip } from '../../unit/evaluate/synthetic-clips.ts';

const LONG = syntheticClip('a-000000', 'a', 1, { ...SYNTHETIC_DEFAULTS, horizon: 14 });

/** A clip of 4 + 8 frames of a long one, from `start` on. */
function cut(start: number): EvaluatedClip {
  const frames = [...LONG.context, ...LONG.truth].slice(start, start + 12);
  return { ...LONG, id: `a-000000.main.${start}`, context: frames.slice(0, 4), truth: frames.slice(4) };
}

const faded = (clip: EvaluatedClip): Uint8Array[] => clip.truth.map((frame) => frame.map((v) => v >> 1));

const CLIPS = [cut(0), cut(6), syntheticClip('b-000001', 'b', 2), cut(0)];

type Packed = {
  readonly out: string;
  readonly videos: readonly ReportVideo[];
  readonly truth: readonly FramesPlace[];
  readonly predicted: readonly FramesPlace[];
};

async function pack(): Promise<Packed> {
  const out = await mkdtemp(join(tmpdir(), 'worldwright-videos-'));
  const packer = openReportVideos(out, out);
  const [truth, predicted]: [FramesPlace[], FramesPlace[]] = [[], []];
  for (const clip of CLIPS) {
    predicted.push(await packer.addPredicted('fade', clip, faded(clip)));
    truth.push(await packer.addTruth(clip));
  }
  return { out, videos: await packer.seal(), truth, predicted };
}

const read = async ({ out, videos }: Packed, { video, first }: FramesPlace, count: number) => {
  const { path, width, height, fps, frames } = videos[video] as ReportVideo;
  return readVideo(join(out, path), 'rgb24', { width, height, fps, frames, start: first, count });
};

describe('the videos of a report', async () => {
  const packed = await pack();

  it('give every clip its frames back', async () => {
    for (const [i, clip] of CLIPS.entries()) {
      const truth = packed.truth[i] as FramesPlace;
      const place = { ...truth, first: truth.first - clip.context.length };
      expect(await read(packed, place, 12)).toEqual([...clip.context, ...clip.truth]);
      expect(await read(packed, packed.predicted[i] as FramesPlace, 8)).toEqual(faded(clip));
    }
  });

  it('hold the true frames that clips of one camera share only once', () => {
    expect(packed.videos.map(({ frames }) => frames)).toEqual([4 * 8, 18 + 12 + 12]);
  });

  it('are the same bytes for the same clips', async () => {
    expect((await pack()).videos).toEqual(packed.videos);
  });

  it('lie whole in their folder, and those of another report are taken away', async () => {
    const other = 'clips/0123456789abcdef0123456789abcdef.mp4';
    await writeFile(join(packed.out, other), 'old');
    await writeFile(join(packed.out, 'clips', 'mine.txt'), 'kept');
    await dropOtherVideos(packed.out, packed.videos);
    const names = packed.videos.map(({ path }) => path.slice('clips/'.length));
    expect((await readdir(join(packed.out, 'clips'))).sort()).toEqual([...names, 'mine.txt'].sort());
    for (const { path, bytes } of packed.videos)
      expect((await readFile(join(packed.out, path))).length).toBe(bytes);
  });
});
