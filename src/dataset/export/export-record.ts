import { VERSION } from '../../core/version.ts';
import { jsonText } from '../layout.ts';
import type { ExportFormat, ExportJob } from './export-format.ts';

/** What export.json holds: from what the export was made, what it holds, and what it lacks and why. */
export const exportText = (job: ExportJob, format: ExportFormat): string => {
  const { dataset, layout, trainSplit, episodes, refusals } = job;
  return jsonText({
    worldwright: VERSION,
    ...{ format: format.name, layout, train_split: trainSplit },
    dataset: { plan_sha256: dataset.planSha256, seed: dataset.plan.seed },
    kept: episodes.map(({ episode, views }) => ({
      ...{ episode: episode.id, scene: episode.scene, seed: episode.seed, split: episode.split },
      views: views.map(({ camera, fit, frames, fps, step }) => ({
        ...{ camera: camera.name, width: fit.width, height: fit.height, frames, fps, step },
      })),
    })),
    dropped: refusals,
  });
};
