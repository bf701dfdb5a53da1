import { insidePath } from '../dataset/open-dataset.ts';
import { readReport } from '../evaluate/report/read-report.ts';
import { indexReport } from './prediction-index.ts';
import type { PredictionSource } from './prediction-source.ts';

/**
 * Opens the folder of a report to be shown.
 *
 * @throws {@link ToolkitError} as `readReport`.
 */
export async function openReportFolder(dir: string, name: string): Promise<PredictionSource> {
  const report = await readReport(dir);
  const { index, places } = indexReport(report, name, 'report');
  const { context, horizon } = index.protocol;
  return {
    index,
    track: async (clip, model) => {
      const place = model === 'truth' ? places[clip]?.truth : places[clip]?.predicted[model];
      const video = place === undefined ? undefined : report.videos[place.video];
      if (place === undefined || video === undefined) return null;
      const { path, width, height, fps, frames: videoFrames, sha256 } = video;
      return {
        file: await insidePath(dir, path),
        ...{ width, height, fps, videoFrames, sha256, first: place.first },
        frames: model === 'truth' ? context + horizon : horizon,
      };
    },
  };
}
