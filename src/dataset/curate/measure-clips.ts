import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import { type ListedDataset, openListed } from '../list-dataset.ts';
import type { Dataset } from '../open-dataset.ts';
import type { RecordedCamera } from '../recorded-camera.ts';
import type { CuratedClip } from './curation.ts';
import { type CurationRules, judgeClip } from './curation-rules.ts';
import { type MeasuredEpisode, measureEpisode } from './measure-episode.ts';
import type { StateCourse } from './state-course.ts';

/** Episodes that are read at once: while one waits for the disk, another is measured. */
const AT_ONCE = 8;

/** Who is told of a curation's progress, and who may stop it. */
export type CurateWatch = {
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** A clip with what it is compared by, and how to read more of it. */
export type JudgedClip = CuratedClip & {
  readonly course: StateCourse;
  readonly recorded: RecordedCamera;
  /** The dataset with its episode alone. */
  readonly opened: Dataset;
};

/** @throws {@link ToolkitError} `work/interrupted` when it is to stop. */
export function checkGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ToolkitError(
    'work/interrupted',
    'A curation must be done to its end, got an interrupt: nothing was written.',
    'Run it again.',
  );
}

/** Measures every clip, in order, and judges each by itself. */
export async function measureClips(
  datasets: readonly ListedDataset[],
  rules: CurationRules,
  { onProgress, signal }: CurateWatch,
): Promise<readonly JudgedClip[]> {
  const total = datasets.reduce((sum, { episodes }) => sum + episodes.length, 0);
  const clips: JudgedClip[] = [];
  let done = 0;
  for (const [place, listed] of datasets.entries()) {
    for (let at = 0; at < listed.episodes.length; at += AT_ONCE) {
      checkGoing(signal);
      const some = listed.episodes.slice(at, at + AT_ONCE);
      const measured = await Promise.all(
        some.map(async (episode) => {
          const opened = await openListed(listed, episode);
          const [only] = opened.episodes;
          return { opened, measured: await measureEpisode(opened, only as Dataset['episodes'][number]) };
        }),
      );
      for (const one of measured) clips.push(...judgedClips(place, one.opened, one.measured, rules));
      done += some.length;
      onProgress?.({ stage: 'measure', done, total, unit: 'episodes' });
    }
  }
  return clips;
}

function judgedClips(
  dataset: number,
  opened: Dataset,
  { facts, course, clips }: MeasuredEpisode,
  rules: CurationRules,
): JudgedClip[] {
  const { id: episode, scene, split, outcome } = facts;
  return clips.map(({ camera, numbers }) => ({
    ...{ id: `${episode}.${camera.name}`, dataset, episode, camera: camera.name, scene, split, outcome },
    ...{ numbers, removed: judgeClip(numbers, rules), course, recorded: camera, opened },
  }));
}
