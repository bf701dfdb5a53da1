import { join } from 'node:path';
import { inFlight } from '../../../core/in-flight.ts';
import { writeFileSynced } from '../../../media/write-file.ts';
import { readSteps } from '../../read-episode.ts';
import { flangePoses, gripperOpenings } from '../arm-poses.ts';
import type { ExportEpisode, ExportJob, ExportReport, ExportView } from '../export-format.ts';
import { sceneOf } from '../scene-of.ts';
import { viewRows } from '../taken-rows.ts';
import { taskWords } from '../task-words.ts';
import { writeView } from '../write-view.ts';
import { cameraNames, readArm } from './action-checks.ts';

/** What an arm did, as the action-conditioned recipes read it: the layout of Bridge. */
export const ACTION = 'action';

/** What the loader calls a split: it knows three, and learns from the first. */
function splitName({ split }: ExportEpisode['episode'], trainSplit: string): 'train' | 'val' | 'test' {
  if (split === trainSplit) return 'train';
  return split === 'test' ? 'test' : 'val';
}

/** Writes an episode's videos, one a camera, and its annotation. @returns How many videos. */
async function writeEpisode(job: ExportJob, one: ExportEpisode): Promise<number> {
  const { dir, dataset, trainSplit } = job;
  const { episode, views } = one;
  const split = splitName(episode, trainSplit);
  const videos: { readonly video_path: string }[] = [];
  for (const view of views) {
    const path = `videos/${split}/${episode.id}/${view.camera.name}.mp4`;
    await writeView(dataset, view, join(dir, path));
    videos.push({ video_path: path });
  }
  const steps = await readSteps(dataset, episode.id);
  const arm = await readArm(job, one);
  const rows = viewRows(views[0] as ExportView);
  const annotation = {
    ...{ episode_id: episode.id, texts: taskWords(sceneOf(dataset, episode.scene)), videos },
    ...{ state: flangePoses(steps, arm, rows), continuous_gripper_state: gripperOpenings(steps, arm, rows) },
  };
  const file = join(dir, 'annotation', split, `${episode.id}.json`);
  await writeFileSynced(file, `${JSON.stringify(annotation)}\n`);
  return videos.length;
}

/**
 * Writes each episode's videos and, frame by frame, where its arm's flange was. The actions are not written: the
 * trainer makes them of the states, and reads no others.
 *
 * @throws {@link ToolkitError} as `writeView` and the dataset's readers; `work/interrupted`.
 */
export async function writeActions(job: ExportJob): Promise<ExportReport> {
  const { episodes, trainSplit } = job;
  const total = episodes.reduce((sum, { views }) => sum + views.length, 0);
  let done = 0;
  for await (const written of inFlight(episodes, (one) => writeEpisode(job, one))) {
    done += written;
    job.onProgress?.({ stage: 'export', done, total, unit: 'clips' });
    job.checkInterrupt();
  }
  const splits = [...new Set(episodes.map(({ episode }) => splitName(episode, trainSplit)))];
  const places = cameraNames(episodes[0] as ExportEpisode).map((name, i) => `${i} ${name}`);
  return {
    files: splits.flatMap((split) => [
      [`annotation/${split}/`, 'an episode a file: `state`, `continuous_gripper_state`, `texts`, `videos`'],
      [`videos/${split}/`, 'a folder an episode, a video a camera: H.264, yuv420p'],
    ]),
    figures: [['cameras, by their places in `videos`', places.join(', ')]],
    use: 'Give this folder as the place of the videos of an action-conditioned recipe, and `annotation/train`, `annotation/val` as its annotations. Actions are made of the states by the trainer: the flange’s motion from frame to frame, in the frame of the earlier.',
  };
}
