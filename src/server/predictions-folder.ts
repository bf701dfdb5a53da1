import { ToolkitError } from '../core/error.ts';
import { BLOCK_FRAMES } from '../core/view/frame-block.ts';
import type { PredictionIndex } from '../core/view/prediction-view.ts';
import type { ListedDataset } from '../dataset/list-dataset.ts';
import { openListed } from '../dataset/list-dataset.ts';
import { insidePath } from '../dataset/open-dataset.ts';
import { readFrames } from '../dataset/read-frames.ts';
import { scoreDatasets } from '../evaluate/evaluate-datasets.ts';
import { clipFile, type Predictions, readPredictions } from '../evaluate/predictions-file.ts';
import { parseReport } from '../evaluate/report/read-report.ts';
import { reportJson } from '../evaluate/report/report-json.ts';
import { packBlock } from './frame-blocks.ts';
import type { OpenedDataset } from './open-things.ts';
import { indexReport } from './prediction-index.ts';
import type { PredictionSource } from './prediction-source.ts';

/** A clip's place in its dataset, as its id tells it. */
type ClipPlace = { readonly episode: string; readonly camera: string; readonly start: number };

/** Reads `<episode>.<camera>.<start>`; `null` where it is something else. */
function placeOf(id: string): ClipPlace | null {
  const match = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.(0|[1-9]\d{0,8})$/.exec(id);
  const [, episode, camera, start] = match ?? [];
  if (episode === undefined || camera === undefined || start === undefined) return null;
  return { episode, camera, start: Number(start) };
}

/** What is shown of predictions before they are scored. @param truth - Whether their dataset is there. */
function bareIndex(predictions: Predictions, name: string, truth: boolean): PredictionIndex {
  const { model, data, context, horizon, starts, width, height, fps, clips } = predictions;
  const scenes = [...new Set(clips.map(({ id }) => id.replace(/-\d+\..*$/, '')))].sort();
  return {
    ...{ name, kind: 'predictions', verdict: null, requirements: [], rows: [], comparisons: [], metrics: [] },
    unscored: truth,
    notes: truth
      ? []
      : [
          `These frames were predicted from the dataset ${data.name}: give it too, worldwright view PREDICTIONS DATASET, and the truth stands beside them, with scores.`,
        ],
    protocol: { context, horizon, starts, draws: 0 },
    models: [{ ...model, role: 'subject', source: name }],
    scenes,
    clips: clips.map(({ id }) => ({
      ...{ id, width, height, fps, truth, predicted: [true], scores: [null] },
      scene: scenes.indexOf(id.replace(/-\d+\..*$/, '')),
    })),
  };
}

/** Scores predictions as an evaluation would, in memory. */
async function scoredIndex(
  dir: string,
  { dir: data }: ListedDataset,
  predictions: Predictions,
  name: string,
): Promise<PredictionIndex> {
  const { context, horizon, starts } = predictions;
  const report = await scoreDatasets({
    ...{ data: [data], predictions: [dir], context, horizon, starts },
    // Whoever waits for a page waits for no drawing.
    bounds: [],
  });
  const scored = indexReport(parseReport(reportJson(report), name), name, 'predictions').index;
  const byId = new Map(scored.clips.map((clip) => [clip.id, clip]));
  const bare = bareIndex(predictions, name, true);
  return {
    ...scored,
    // In the order of before, by which frames are asked for.
    clips: bare.clips.flatMap((clip) => {
      const found = byId.get(clip.id);
      const predicted = scored.models.map((_, model) => model === 0);
      return found === undefined ? { ...clip, predicted, scores: [] } : { ...found, truth: true, predicted };
    }),
  };
}

/** Reads a block of a clip's true frames out of its dataset. */
async function readTruth(
  listed: ListedDataset,
  { episode, camera, start }: ClipPlace,
  frames: number,
  block: number,
): Promise<Uint8Array> {
  const planned = listed.episodes.find(({ id }) => id === episode);
  const first = block * BLOCK_FRAMES;
  const count = Math.min(BLOCK_FRAMES, frames - first);
  if (planned === undefined) {
    throw new ToolkitError(
      'file/missing',
      `The dataset must hold ${episode}, of which a clip was predicted, but it does not.`,
      'Predict again from this dataset.',
    );
  }
  const dataset = await openListed(listed, planned);
  const images = await readFrames(dataset, episode, camera, 'rgb', start + first, count);
  return packBlock(images, 'rgb24', listed.plan, first);
}

/**
 * Opens a folder of predictions to be shown: beside the truth and scored where its dataset is among those opened.
 *
 * @throws {@link ToolkitError} as `readPredictions` and `scoreDatasets`.
 */
export async function openPredictionFolder(
  dir: string,
  name: string,
  datasets: readonly OpenedDataset[],
): Promise<PredictionSource> {
  const predictions = await readPredictions(dir);
  const { data, width, height, fps, context, horizon } = predictions;
  const listed = datasets.find((one) => one.listed.planSha256 === data.plan_sha256)?.listed;
  const index = bareIndex(predictions, name, listed !== undefined);
  const hashes = new Map(predictions.clips.map(({ id, sha256 }) => [id, sha256]));
  const track: PredictionSource['track'] = async (clip) => {
    const id = index.clips[clip]?.id ?? '';
    if (placeOf(id) === null) return null;
    const sha256 = hashes.get(id);
    return {
      file: await insidePath(dir, clipFile(id)),
      ...{ width, height, fps, first: 0, frames: horizon, videoFrames: horizon },
      ...(sha256 === undefined ? {} : { sha256 }),
    };
  };
  if (listed === undefined) return { index, track };
  let scoring: Promise<PredictionIndex> | null = null;
  return {
    ...{ index, track },
    scored: () => {
      scoring ??= scoredIndex(dir, listed, predictions, name).catch((error: unknown) => {
        scoring = null;
        throw error;
      });
      return scoring;
    },
    truthBlock: async (clip, block) => {
      const place = placeOf(index.clips[clip]?.id ?? '');
      if (place === null) throw new Error('a clip of the index has a place');
      return readTruth(listed, place, context + horizon, block);
    },
  };
}
