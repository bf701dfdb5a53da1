import { join } from 'node:path';
import { inFlight } from '../../../core/in-flight.ts';
import { MAX_TAR_NAME, openTarFile } from '../../../media/tar-file.ts';
import type { ExportFormat, ExportJob, ExportReport, ExportView, Refusal } from '../export-format.ts';
import { refuseEach, refuseUncaptioned } from '../refuse-views.ts';
import { sampleFiles } from './sample.ts';

/** Most samples of a shard; and how many shards there are at least, so that as many workers have some. */
const MOST_SAMPLES = 256;
const LEAST_SHARDS = 8;

/** The longest extension of a sample's files, with its dot. */
const EXTENSION = '.instance_id.mov';

/** A sample's files share its key, which ends at the first dot of their names. */
function refuseName({ id }: ExportView): Refusal | null {
  const most = MAX_TAR_NAME - EXTENSION.length;
  if (Buffer.byteLength(id) <= most) return null;
  const reason = `a name of ${id.length} characters: a tar has room for ${most}`;
  return { id, reason, fix: 'give the scene or its camera a shorter name' };
}

/** Cuts samples into runs that differ by one at most. */
export function evenRuns<Sample>(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const runs = Math.max(Math.ceil(samples.length / MOST_SAMPLES), Math.min(LEAST_SHARDS, samples.length));
  const cut = (i: number): number => Math.floor((i * samples.length) / runs);
  return Array.from({ length: runs }, (_, i) => samples.slice(cut(i), cut(i + 1)));
}

const shardName = (split: string, shard: number): string => `${split}-${String(shard).padStart(6, '0')}.tar`;

async function writeShard(job: ExportJob, path: string, views: readonly ExportView[], onView: () => void) {
  const tar = await openTarFile(path);
  try {
    const read = async (view: ExportView) => ({
      view,
      files: await sampleFiles(job, view, join(job.dir, `${view.id}.sample`)),
    });
    for await (const { view, files } of inFlight(views, read)) {
      for (const [extension, content] of files) await tar.add(`${view.id}.${extension}`, content);
      onView();
      job.checkInterrupt();
    }
    await tar.close();
  } catch (error) {
    await tar.abort();
    throw error;
  }
}

async function writeWebdataset(job: ExportJob): Promise<ExportReport> {
  const views = job.episodes.flatMap((episode) => episode.views);
  const splits = [...new Set(views.map(({ episode }) => episode.split))];
  const files: (readonly [string, string])[] = [];
  let done = 0;
  const tell = (): void =>
    job.onProgress?.({ stage: 'export', done: ++done, total: views.length, unit: 'clips' });
  for (const split of splits) {
    const runs = evenRuns(views.filter(({ episode }) => episode.split === split));
    for (const [i, run] of runs.entries())
      await writeShard(job, join(job.dir, shardName(split, i)), run, tell);
    const last = String(runs.length - 1).padStart(6, '0');
    const sizes = [...new Set(runs.map(({ length }) => length))].sort((a, b) => a - b).join(' or ');
    files.push([`${split}-{000000..${last}}.tar`, `${sizes} clips each, of the split ${split}`]);
  }
  const names = '`mp4`, `json`, `depth_z_m.mov`, `instance_id.mov`, `actions.npy`';
  return {
    files,
    figures: [],
    use: `\`webdataset.WebDataset('PATH/${files[0]?.[0]}')\` gives samples of ${names}, as far as they were recorded. The .mov are exact integers (FFV1): depth in steps of \`depth_scale_m\`, ids as the JSON's \`bodies\` have them.`,
  };
}

/** Tar shards, as WebDataset reads them. */
export const WEBDATASET: ExportFormat = {
  name: 'webdataset',
  reader: 'WebDataset',
  layouts: ['clips'],
  modalities: ['rgb'],
  check: ({ views }, request) =>
    refuseEach(views, (view) => refuseName(view) ?? refuseUncaptioned(view, request)),
  write: writeWebdataset,
};
