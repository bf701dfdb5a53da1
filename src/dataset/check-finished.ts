import { ToolkitError } from '../core/error.ts';
import { livingStaging } from './staging.ts';

/** What is done with a finished dataset, as errors call it. */
type FinishedUse = 'curated' | 'exported';

/**
 * Makes sure that nobody works on a dataset: what is used must be what will be there.
 *
 * @throws {@link ToolkitError} `dataset/in-use`.
 */
export async function checkAtRest(dir: string, use: FinishedUse | 'packed'): Promise<void> {
  const [worker] = await livingStaging(dir);
  if (worker === undefined) return;
  const { pid, machine } = worker.owner;
  throw new ToolkitError(
    'dataset/in-use',
    `${dir} must be at rest to be ${use}, but process ${pid} of ${machine} is working on it.`,
    'Wait until it ends or stop it, then run the same command again.',
  );
}

/**
 * Makes sure that a dataset is there as a whole: what half of one gives depends on the moment.
 *
 * @throws {@link ToolkitError} `curate/input` or `export/input`, by its use.
 */
export function checkFinished(
  dataset: {
    readonly dir: string;
    readonly episodes: readonly unknown[];
    readonly discarded: readonly unknown[];
    readonly planned: number;
  },
  use: FinishedUse,
): void {
  const { dir, episodes, discarded, planned } = dataset;
  const refusal = (rule: string, got: string, hint: string): ToolkitError =>
    new ToolkitError(use === 'curated' ? 'curate/input' : 'export/input', `${rule}, but ${got}.`, hint);
  const made = episodes.length + discarded.length;
  if (made < planned) {
    throw refusal(
      `A dataset must be finished to be ${use}`,
      `${made} of the ${planned} episodes of ${dir} are there`,
      'Wait for worldwright generate, or run it again: it goes on where it was.',
    );
  }
  if (episodes.length > 0) return;
  throw refusal(
    `A dataset must hold an episode to be ${use}`,
    `all ${planned} of ${dir} were discarded`,
    'Generate it with another policy.',
  );
}
