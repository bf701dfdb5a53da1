import type { Metric } from '../../metrics/metric-ids.ts';

/** A measure's value with its unit. */
export function valueWords(value: number, metric: Metric): string {
  const text = value.toFixed(metric.digits);
  return metric.unit === '' ? text : `${text} ${metric.unit}`;
}

/** A difference with its sign. */
export const signedWords = (value: number, metric: Metric): string =>
  `${value < 0 ? '−' : '+'}${valueWords(Math.abs(value), metric)}`;

/** `1 clip`, `2 clips`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A measure's name inside a sentence: IoU and PSNR keep their capitals. */
export const nameWords = ({ label }: Metric): string =>
  label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** `8 frames (0.67 s)`. */
export const framesWords = (frames: number, fps: number): string =>
  `${plural(frames, 'frame')} (${(frames / fps).toFixed(2)} s)`;
