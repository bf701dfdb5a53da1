import { type ImageModality, isImage, type ModalityImages } from '../core/frame.ts';
import type { ImageEncoding } from '../core/modality-encoding/modality-encoding.ts';
import type { OnProgress } from '../core/progress.ts';
import { createRng } from '../core/rng.ts';
import { frameBytes, type VideoFrame } from '../media/video-format.ts';
import type { SimulatedFrame } from '../simulator/simulate-episode.ts';
import { driverHere } from './made-here.ts';
import { type Dataset, type DatasetEpisode, openDataset } from './open-dataset.ts';
import { planEncodings, planText } from './plan-file.ts';
import { within } from './read-episode.ts';
import { readFrames } from './read-frames.ts';
import { episodeCameras, type RecordedCamera } from './recorded-camera.ts';
import { openPlannedPlayer } from './runner/planned-player.ts';
import { checkInterrupted, type DatasetProblem, wordsOf } from './verify-episode.ts';

/** Frames that were drawn again, images compared, and those that came out otherwise. */
export type RenderCheck = {
  readonly frames: number;
  readonly images: number;
  readonly problems: readonly DatasetProblem[];
};

/** Frames by the episode that they are drawn from. */
type Sample = ReadonlyMap<DatasetEpisode, ReadonlySet<number>>;

/** Frames spread over the dataset: every stretch of it gives one, at a place drawn from the plan's seed. */
function sampleFrames({ episodes, plan }: Dataset, count: number): Sample {
  const all = episodes.length * plan.frames;
  const wanted = Math.min(count, all);
  const rng = createRng(plan.seed);
  const sample = new Map<DatasetEpisode, Set<number>>();
  for (let i = 0; i < wanted; i++) {
    const [from, to] = [Math.floor((i * all) / wanted), Math.floor(((i + 1) * all) / wanted) - 1];
    const at = rng.integer(from, to);
    const episode = episodes[Math.floor(at / plan.frames)] as DatasetEpisode;
    sample.set(episode, (sample.get(episode) ?? new Set()).add(at % plan.frames));
  }
  return sample;
}

/**
 * Plays sampled episodes again and compares sampled frames with what was recorded, every image of every camera,
 * to the bit.
 *
 * @param count - Frames; at most all there are.
 * @throws {@link ToolkitError} `device/missing` where this machine would give other bytes; what reading and
 * simulating throw.
 */
export async function verifyRender(
  dir: string,
  count: number,
  options: { readonly onProgress?: OnProgress; readonly signal?: AbortSignal } = {},
): Promise<RenderCheck> {
  const dataset = await openDataset(dir);
  const driver = await driverHere(dataset.plan, dataset.dir);
  const player = await openPlannedPlayer(planText(dataset.plan), driver);
  const problems: DatasetProblem[] = [];
  let [frames, images] = [0, 0];
  const sample = sampleFrames(dataset, count);
  const total = [...sample.values()].reduce((sum, chosen) => sum + chosen.size, 0);
  try {
    for (const [episode, chosen] of sample) {
      const last = Math.max(...chosen);
      const played = await player.play(episode.id);
      for await (const drawn of played.frames) {
        if (options.signal?.aborted) throw checkInterrupted();
        if (chosen.has(drawn.frame)) {
          const compared = await compareFrame(dataset, episode, drawn);
          images += compared.images;
          problems.push(...compared.problems);
          frames++;
          options.onProgress?.({ stage: 'render', done: frames, total, unit: 'frames' });
        }
        if (drawn.frame >= last) break;
      }
    }
  } finally {
    player.close();
  }
  return { frames, images, problems };
}

/** Compares all that the cameras took of one frame. */
async function compareFrame(dataset: Dataset, episode: DatasetEpisode, drawn: SimulatedFrame) {
  const problems: DatasetProblem[] = [];
  let images = 0;
  for (const camera of episodeCameras(dataset.plan, episode.scene)) {
    if (drawn.frame % camera.every !== 0) continue;
    for (const modality of camera.modalities.filter(isImage)) {
      images++;
      const path = within(episode.id, `${camera.name}/${modality}`);
      const problem = await compareImage(dataset, episode, camera, modality, drawn).catch(wordsOf);
      if (problem !== null) problems.push({ path, problem });
    }
  }
  return { images, problems };
}

async function compareImage(
  dataset: Dataset,
  { id }: DatasetEpisode,
  { name, every }: RecordedCamera,
  modality: ImageModality,
  { frame, views }: SimulatedFrame,
): Promise<string | null> {
  const { encode } = planEncodings(dataset.plan)[modality] as ImageEncoding<ModalityImages[ImageModality]>;
  const image = views[name]?.images[modality];
  const [recorded] = await readFrames(dataset, id, name, modality, frame / every, 1);
  if (image === undefined || recorded === undefined) return `frame ${frame} cannot be compared`;
  const [now, then] = [frameBytes(encode(image)), frameBytes(recorded as VideoFrame)];
  if (Buffer.compare(now, then) === 0) return null;
  const differ = now.reduce((sum, byte, i) => sum + (byte === then[i] ? 0 : 1), 0);
  return `frame ${frame} drawn again differs in ${differ} of ${now.length} bytes`;
}
