import type { ShownClip } from '../page/shown-clip.ts';
import type { ShownChoice } from './choose-shown.ts';
import type { EvaluationRun } from './evaluation-run.ts';
import { readClips } from './read-clips.ts';
import type { ScoredClip } from './summarize.ts';

/** Reads and predicts again the few clips that the report plays: cheaper than keeping all. */
export async function showClips(
  { protocol, data, sources }: EvaluationRun,
  scored: readonly ScoredClip[],
  choices: readonly ShownChoice[],
): Promise<ShownClip[]> {
  const subjects = sources.filter(({ facts }) => facts.role === 'subject');
  const shown = new Map<ShownChoice, ShownClip>();
  for (const { dataset, clips, names } of data) {
    const wanted = clips.filter((clip) =>
      choices.some((choice) => choice.clip === clip.id && choice.cluster === names.clusterOf(clip.episode)),
    );
    for await (const clip of readClips(dataset, wanted, protocol, names)) {
      for (const choice of choices) {
        if (choice.clip !== clip.id || choice.cluster !== clip.cluster) continue;
        const predicted = await subjects
          .find(({ facts }) => facts.name === choice.model)
          ?.predict(clip, dataset);
        const score = scored.find(
          (one) => one.model === choice.model && one.clip === clip.id && one.cluster === clip.cluster,
        );
        if (predicted == null || score === undefined) continue;
        const { id, width, height, fps, context, truth } = clip;
        shown.set(choice, {
          ...choice,
          ...{ id, width, height, fps, context, truth, predicted },
          scores: score.scores,
        });
      }
    }
  }
  return choices.flatMap((choice) => shown.get(choice) ?? []);
}
