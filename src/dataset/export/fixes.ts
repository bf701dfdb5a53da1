import type { ExportView } from './export-format.ts';

/** Frames to ask `generate` for, `needed` at least: whole passes of 16, as they are drawn and encoded. */
const framesToGenerate = (needed: number): number => 16 * Math.ceil(needed / 16);

/** How a view of another size comes to be of that one. */
export function sizeFix({ fit }: ExportView, width: number, height: number): string {
  const enough = fit.fromWidth >= width && fit.fromHeight >= height;
  return `${enough ? 'export' : 'generate'} with --size ${width}x${height}`;
}

/** How a view of another rate comes to have that one. */
export function rateFix({ fps, step, camera }: ExportView, wanted: number): string {
  const enough = Number.isInteger((fps * step) / wanted);
  return enough ? `export with --fps ${wanted}` : `generate with --fps ${wanted * camera.every}`;
}

/** How a view that is too short comes to have so many frames. */
export const lengthFix = ({ step, camera }: ExportView, least: number): string =>
  `generate with --frames ${framesToGenerate((least - 1) * step * camera.every + 1)}`;
