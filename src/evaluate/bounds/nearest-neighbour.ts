import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import { type Dataset, openDataset } from '../../dataset/open-dataset.ts';
import { readFrames } from '../../dataset/read-frames.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import { checkInterrupt } from '../predict.ts';
import type { PredictionSource } from '../prediction-source.ts';
import { listClips, type Protocol } from '../protocol.ts';
import { NEAREST_NEIGHBOUR } from './bound-names.ts';
import { GREY_GRID, greyGrid } from './grey-grid.ts';
import { type FilmFeatures, nearestWindow } from './nearest-window.ts';

/** One camera's film of a training episode. */
type TrainingFilm = FilmFeatures & {
  readonly dataset: Dataset;
  readonly episode: string;
  readonly camera: string;
};

/** How the work is watched. */
type Watch = { readonly onProgress?: OnProgress | undefined; readonly signal?: AbortSignal | undefined };

/** Refuses training data that is evaluated itself, or that has frames of another size or rate. */
function checkTrainingData(train: Dataset, evaluated: readonly Dataset[]): void {
  const refuse = (what: string, advice: string): ToolkitError =>
    new ToolkitError('evaluate/input', `--train-data ${train.dir} must ${what}.`, advice);
  for (const { dir, plan, planSha256 } of evaluated) {
    if (planSha256 === train.planSha256) {
      throw refuse(
        `be other data than is evaluated, but it is ${dir}`,
        'Name what the model was trained on.',
      );
    }
    const words = (of: Dataset['plan']): string => `${of.width}x${of.height} px at ${of.fps} frames a second`;
    if (words(plan) !== words(train.plan)) {
      throw refuse(
        `have frames like ${dir}, ${words(plan)}, got ${words(train.plan)}`,
        'Name data of its size and rate, or leave --train-data out.',
      );
    }
  }
}

/** All frames of the training data by their grids: 256 bytes a frame. */
async function readFilms(
  datasets: readonly Dataset[],
  protocol: Protocol,
  { onProgress, signal }: Watch,
): Promise<TrainingFilm[]> {
  const refs = datasets.flatMap((dataset) =>
    listClips(dataset, { ...protocol, starts: [0] }).map(({ episode, camera }) => ({
      dataset,
      episode,
      camera,
    })),
  );
  const films: TrainingFilm[] = [];
  for (const ref of refs) {
    checkInterrupt(signal);
    const { dataset, episode, camera } = ref;
    const pictures = await readFrames(dataset, episode, camera, 'rgb');
    const values = new Uint8Array(pictures.length * GREY_GRID ** 2);
    pictures.forEach((picture, i) => {
      values.set(greyGrid(picture, dataset.plan.width), i * GREY_GRID ** 2);
    });
    films.push({ ...ref, values, frames: pictures.length });
    onProgress?.({ stage: 'training data', done: films.length, total: refs.length, unit: 'films' });
  }
  return films;
}

/**
 * The memoriser: of all windows of the training data it finds the one whose context is most alike, and predicts what
 * followed there. What a model cannot beat, it may have learned by heart.
 *
 * @throws {@link ToolkitError} `evaluate/input` for data that is evaluated, or has other frames; `work/interrupted`.
 */
export async function openNearestNeighbour(
  dirs: readonly string[],
  evaluated: readonly Dataset[],
  protocol: Protocol,
  watch: Watch,
): Promise<PredictionSource> {
  const datasets: Dataset[] = [];
  for (const dir of dirs) datasets.push(await openDataset(dir));
  for (const dataset of datasets) checkTrainingData(dataset, evaluated);
  const films = await readFilms(datasets, protocol, watch);
  const hashes = datasets.map(({ dir, planSha256 }) => `${dir} (plan ${planSha256.slice(0, 12)})`);
  return {
    facts: {
      name: NEAREST_NEIGHBOUR,
      role: 'baseline',
      source: `the window of ${hashes.join(', ')} whose context is nearest by ${GREY_GRID} × ${GREY_GRID} mean greys, and what followed there`,
      sha256: null,
      provider: null,
    },
    warnings: [],
    predictsAny: true,
    predict: async ({ context, truth, width }: EvaluatedClip) => {
      const shown = new Uint8Array(context.length * GREY_GRID ** 2);
      context.forEach((frame, i) => {
        shown.set(greyGrid(frame, width), i * GREY_GRID ** 2);
      });
      const found = nearestWindow(films, shown, GREY_GRID ** 2, truth.length);
      if (found === null) return null;
      const { dataset, episode, camera } = films[found.film] as TrainingFilm;
      return readFrames(dataset, episode, camera, 'rgb', found.start + context.length, truth.length);
    },
    close: async () => undefined,
  };
}
