import { ToolkitError } from '../core/error.ts';
import type { EvaluatedData } from './evaluated-data.ts';
import type { PredictionSource } from './prediction-source.ts';

/** Clips that a row of predictions lacks. */
export type MissingClips = { readonly model: string; readonly clips: readonly string[] };

/** Most clips that are named. */
const NAMED = 5;

/** `a, b and 3 more`. */
export const namedClips = (ids: readonly string[]): string =>
  ids.length <= NAMED ? ids.join(', ') : `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more`;

/** What each source lacks of the clips that it ought to have. */
async function listMissing(
  data: readonly EvaluatedData[],
  sources: readonly PredictionSource[],
): Promise<(MissingClips & { readonly source: string; readonly planSha256: string })[]> {
  const found = [];
  for (const { facts, missing } of sources) {
    for (const { dataset, clips } of data) {
      const lacking = (await missing?.(dataset, clips)) ?? [];
      const { planSha256 } = dataset;
      if (lacking.length > 0)
        found.push({ model: facts.name, clips: lacking, source: facts.source, planSha256 });
    }
  }
  return found;
}

/**
 * The data without the clips that some predictions lack, so that all rows speak of the same ones.
 *
 * @param partial - Whether that is wanted.
 * @throws {@link ToolkitError} `evaluate/incomplete` naming the clips where it is not, or where none is left.
 */
export async function leaveOutMissing(
  data: readonly EvaluatedData[],
  sources: readonly PredictionSource[],
  partial: boolean,
): Promise<{ readonly data: readonly EvaluatedData[]; readonly missing: readonly MissingClips[] }> {
  const missing = await listMissing(data, sources);
  const [first] = missing;
  if (first === undefined) return { data, missing };
  const kept = data.map((one) => {
    const lacking = new Set(
      missing.flatMap(({ planSha256, clips }) => (planSha256 === one.dataset.planSha256 ? clips : [])),
    );
    return { ...one, clips: one.clips.filter(({ id }) => !lacking.has(id)) };
  });
  const some = kept.filter(({ clips }) => clips.length > 0);
  if (partial && some.length > 0) return { data: some, missing };
  throw new ToolkitError(
    'evaluate/incomplete',
    `${first.source} must hold a prediction of every clip, and ${first.clips.length} are missing: ${namedClips(first.clips)}.`,
    some.length > 0
      ? 'Run worldwright predict again, which adds them, or leave them out of all rows with --partial.'
      : 'Run worldwright predict again: it adds what is missing.',
  );
}

/** What the verdict says of clips that were left out. */
export const missingWords = ({ model, clips }: MissingClips): string =>
  `Partial: ${clips.length} clip${clips.length === 1 ? '' : 's'} that ${model} did not predict ${clips.length === 1 ? 'is' : 'are'} left out of all rows: ${namedClips(clips)}.`;
