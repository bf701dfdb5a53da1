import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ToolkitError } from '../core/error.ts';
import { readPlan } from '../dataset/open-dataset.ts';
import { planHash } from '../dataset/plan-file.ts';
import { readError } from '../media/file-error.ts';
import { checkPack } from './pack/check-pack.ts';
import { openPack, type Pack } from './pack/open-pack.ts';
import { packDatasets } from './pack/pack-datasets.ts';
import type { TrainWatch } from './train-options.ts';

/** Sides of the frames that models are made for. */
const SIDES: readonly number[] = [64, 128];

/** Whether there is a pack of exactly these datasets, with depths where they are wanted. */
async function isPacked(file: string, dirs: readonly string[], depth: boolean): Promise<boolean> {
  if (!existsSync(file)) return false;
  const pack = await openPack(file);
  await pack.close();
  if (depth !== (pack.index.depth === true)) return false;
  const hashes: string[] = [];
  for (const dir of dirs) hashes.push(planHash(await readPlan(dir)));
  const packed = pack.index.datasets.map(({ planSha256 }) => planSha256);
  return packed.length === hashes.length && packed.every((hash, i) => hash === hashes[i]);
}

/** Opens what is learnt from; datasets become one pack beside the model, once. */
async function openAll(
  data: readonly string[],
  out: string,
  depth: boolean,
  watch: TrainWatch,
  opened: Pack[],
): Promise<void> {
  const dirs: string[] = [];
  for (const path of data) {
    const found = await stat(path).catch((error: unknown) => {
      throw readError(path, error);
    });
    if (found.isDirectory()) dirs.push(path);
    else opened.push(await openPack(path));
  }
  if (dirs.length === 0) return;
  const file = `${out}.pack`;
  if (await isPacked(file, dirs, depth)) watch.onNote?.(`${file} holds these datasets already.`);
  else
    await packDatasets({ data: dirs, out: file, depth, onProgress: watch.onProgress, signal: watch.signal });
  opened.unshift(await openPack(file));
}

/**
 * Opens datasets and packs to learn from, and looks whether they are whole. Close them.
 *
 * @param out - The model's file: datasets are packed beside it.
 * @param depth - Whether with depths.
 * @throws {@link ToolkitError} as `openPack`, `packDatasets` and `checkPack`; `train/input` for frames that no model is made for.
 */
export async function openTrainingData(
  data: readonly string[],
  out: string,
  depth: boolean,
  watch: TrainWatch,
): Promise<readonly Pack[]> {
  const packs: Pack[] = [];
  try {
    await openAll(data, out, depth, watch, packs);
    for (const { file, index } of packs) {
      if (index.width === index.height && SIDES.includes(index.width)) continue;
      throw new ToolkitError(
        'train/input',
        `Frames to train on must be ${SIDES.map((side) => `${side}×${side}`).join(' or ')} pixels, and those of ${file} are ${index.width}×${index.height}.`,
        'Generate a dataset of such a --size.',
      );
    }
    for (const pack of packs) await checkPack(pack, watch);
    return packs;
  } catch (error) {
    for (const pack of packs) await pack.close();
    throw error;
  }
}
