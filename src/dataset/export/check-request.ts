import { ToolkitError } from '../../core/error.ts';
import { nearest } from '../../scene/nearest.ts';
import type { Dataset } from '../open-dataset.ts';
import type { ExportFormat } from './export-format.ts';
import { EXPORT_FORMATS } from './formats.ts';
import type { ClipChoice } from './select-clips.ts';

/** The format of that name. @throws {@link ToolkitError} `argument/unknown`. */
export function findFormat(name: string): ExportFormat {
  const found = EXPORT_FORMATS.find((format) => format.name === name);
  if (found !== undefined) return found;
  const names = EXPORT_FORMATS.map((format) => format.name);
  throw new ToolkitError(
    'argument/unknown',
    `--format must be one of ${names.join(', ')}, got ${name}.`,
    `The nearest is ${nearest(name, names)}.`,
  );
}

/** A layout that the format has. @throws {@link ToolkitError} `argument/unknown`. */
export function findLayout({ name, layouts }: ExportFormat, wanted: string): string {
  if (layouts.includes(wanted)) return wanted;
  throw new ToolkitError(
    'argument/unknown',
    `--layout of ${name} must be one of ${layouts.join(', ')}, got ${wanted}.`,
    'Choose one of these, or leave it out.',
  );
}

/** Refuses what no format can write. @throws {@link ToolkitError} `argument/invalid`, `export/input`. */
export function checkChoice({ size, fps }: ClipChoice, { plan, dir }: Dataset): void {
  const isSide = (side: number): boolean => side >= 2 && side % 2 === 0;
  if (size !== undefined && !(isSide(size.width) && isSide(size.height))) {
    throw new ToolkitError(
      'argument/invalid',
      `--size must be even, for colours are stored for two by two pixels, got ${size.width}x${size.height}.`,
      'Choose an even width and height.',
    );
  }
  if (fps !== undefined && !(Number.isInteger(fps) && fps >= 1)) {
    throw new ToolkitError('argument/invalid', `--fps must be whole, got ${fps}.`, 'Give it such a number.');
  }
  if (!plan.twins) return;
  throw new ToolkitError(
    'export/input',
    `A dataset of impossible twins must never be learnt from, and ${dir} is one.`,
    'Export another dataset; evaluate models on this one.',
  );
}
