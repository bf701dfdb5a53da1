import { execFileSync } from 'node:child_process';

/** What ffprobe says of a video: an independent reader's view. */
export type Probed = {
  readonly codec_name: string;
  readonly pix_fmt: string;
  readonly width: number;
  readonly height: number;
  readonly avg_frame_rate: string;
  readonly nb_read_frames: string;
  /** Seconds of every frame. */
  readonly times: readonly number[];
};

/** Asks the system's ffprobe, which reads every frame. */
export function probeVideo(file: string): Probed {
  const text = execFileSync('ffprobe', [
    ...['-v', 'error', '-count_frames', '-of', 'json', '-show_entries'],
    ...['stream=codec_name,pix_fmt,width,height,avg_frame_rate,nb_read_frames:frame=pts_time', file],
  ]).toString();
  const { streams, frames } = JSON.parse(text);
  return { ...streams[0], times: frames.map(({ pts_time }: { pts_time: string }) => Number(pts_time)) };
}

/** Decodes a video by the system's ffmpeg into frames of sRGB, [height, width, 3]. */
export function decodeVideo(file: string, { width, height }: Pick<Probed, 'width' | 'height'>): Uint8Array[] {
  const parameters = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  const bytes = execFileSync('ffmpeg', parameters, { maxBuffer: 2 ** 30 });
  const size = 3 * width * height;
  return Array.from({ length: bytes.length / size }, (_, k) => bytes.subarray(k * size, (k + 1) * size));
}

/** Peak signal to noise, decibels. */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return 10 * Math.log10((255 * 255 * a.length) / sum);
}
