import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../../../media/file-error.ts';
import { writeFileSynced } from '../../../media/write-file.ts';
import { clipFrames } from '../clip-source.ts';
import type { ExportFormat, ExportJob, ExportReport } from '../export-format.ts';
import { writeClip } from '../write-clip.ts';
import { refuseForCosmos } from './cosmos-limits.ts';
import { cosmosRecord } from './cosmos-record.ts';

/** Writes videos and the JSONL that names them. */
async function writeCosmos3(job: ExportJob): Promise<ExportReport> {
  const { dir, dataset, episodes, onProgress, checkInterrupt } = job;
  const views = episodes.flatMap((episode) => episode.views);
  const train = views.filter(({ episode }) => episode.split === job.trainSplit);
  await mkdir(join(dir, 'train', 'videos'), { recursive: true }).catch((error: unknown) => {
    throw writeError(dir, error);
  });
  const lines: string[] = [];
  for (const [i, view] of train.entries()) {
    checkInterrupt();
    const path = `videos/${view.id}.mp4`;
    const { width, height } = view.fit;
    const size = { width, height, fps: view.fps };
    await writeClip(join(dir, 'train', path), size, clipFrames(dataset, view, 'rgb'));
    // No blank line, not even the last: the loader stops at one.
    lines.push(JSON.stringify(cosmosRecord(view, path)));
    onProgress?.({ stage: 'export', done: i + 1, total: train.length, unit: 'clips' });
  }
  await writeFileSynced(join(dir, 'train', 'video_dataset_file.jsonl'), `${lines.join('\n')}\n`);
  return {
    files: [
      ['train/video_dataset_file.jsonl', 'one clip a line'],
      ['train/videos/', 'H.264, yuv420p'],
    ],
    figures: [],
    use: 'Give the folder as the dataset of an SFT recipe of cosmos-framework.',
  };
}

/** What Cosmos 3's supervised fine-tuning reads. */
export const COSMOS3: ExportFormat = {
  name: 'cosmos3',
  reader: 'Cosmos 3, video fine-tuning',
  layouts: ['sft'],
  modalities: ['rgb'],
  check: ({ views }) => views.map(refuseForCosmos).filter((refusal) => refusal !== null),
  write: writeCosmos3,
};
