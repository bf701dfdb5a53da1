import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readError } from '../media/file-error.ts';
import { replaceWhole } from '../media/replace-whole.ts';
import type { ShownClip } from '../page/shown-clip.ts';
import { contactSheet } from './contact-sheet.ts';
import { type CardEvaluation, modelCard } from './model-card.ts';
import { trainingFiles } from './training-files.ts';
import type { TrainingRecord } from './training-record.ts';

/**
 * Writes the card of a trained model beside it, from its record and from what was measured of it.
 *
 * @param model - The ONNX file.
 * @param worst - Its worst clips, for the card's picture.
 * @returns The card's file.
 * @throws {@link ToolkitError} `file/missing` without a record; `file/write`.
 */
export async function writeModelCard(
  model: string,
  evaluation: CardEvaluation | null,
  worst: readonly ShownClip[],
): Promise<string> {
  const files = trainingFiles(resolve(model));
  const text = await readFile(files.record, 'utf8').catch((error: unknown) => {
    throw readError(files.record, error);
  });
  const record = JSON.parse(text) as TrainingRecord;
  if (worst.length > 0) await replaceWhole(files.sheet, await contactSheet(worst));
  const sheet = worst.length > 0 ? basename(files.sheet) : null;
  await replaceWhole(files.card, modelCard({ record, evaluation, sheet }));
  return files.card;
}
