import { ToolkitError } from '../../../core/error.ts';
import type { Raw } from '../../../page/html-text.ts';
import type { EvaluationRun } from '../../evaluation-run.ts';
import { REFERENCE } from '../../open-sources.ts';
import { checkInterrupt } from '../../predict.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { resamplingOf } from '../../summarize.ts';
import { askSource } from '../ask-source.ts';
import type { EvaluationProtocol, ProtocolResult } from '../evaluation-protocol.ts';
import { surpriseComparisons, surpriseRows, type TwinJudgement } from './summarize-surprise.ts';
import { surpriseFilms } from './surprise-films.ts';
import { surpriseMarkdown, surpriseSection } from './surprise-section.ts';
import { CHANCE, notAskedWords, surpriseCautions, surpriseSentence } from './surprise-words.ts';
import { twinErrors } from './twin-errors.ts';
import { type NotAsked, readTwinWindows, twinsOf } from './twin-windows.ts';

/**
 * Twins of possible and impossible films: is a model's prediction nearer to what can happen? Each pair is asked from
 * the last frames in which its body is in view, not from the rollout's starts.
 */
export const surprise: EvaluationProtocol = {
  name: 'surprise',
  check: ({ data }) => {
    if (data.some((one) => twinsOf(one).length > 0)) return;
    throw new ToolkitError(
      'evaluate/input',
      `--protocol surprise must have a dataset of impossible twins, and ${data.map(({ dataset }) => dataset.dir).join(', ')} has none.`,
      'Make one with worldwright generate understanding/occluder understanding/bounce --twins --episodes 50 --out twins.',
    );
  },
  conclude: async (run) => {
    const { judgements, notAsked } = await judgeTwins(run);
    if (judgements.length > 0) return concluded(run, judgements, notAsked);
    throw new ToolkitError(
      'evaluate/input',
      `--protocol surprise must have twins whose films part within the horizon, and there are none: ${notAskedWords(notAsked).join(' ')}`,
      'Evaluate with a longer --horizon, or generate longer episodes.',
    );
  },
};

async function judgeTwins(
  run: EvaluationRun,
): Promise<{ readonly judgements: TwinJudgement[]; readonly notAsked: NotAsked[] }> {
  const { options, protocol, data, sources } = run;
  const judgements: TwinJudgement[] = [];
  const notAsked: NotAsked[] = [];
  const total = data.reduce((sum, one) => sum + twinsOf(one).length, 0);
  const done = new Set<string>();
  for (const one of data) {
    for await (const window of readTwinWindows(one, protocol)) {
      checkInterrupt(options.signal);
      done.add(window.pair);
      options.onProgress?.({ stage: 'surprise', done: done.size, total, unit: 'pairs' });
      if ('why' in window) {
        notAsked.push(window);
        continue;
      }
      const { pair, scene, camera, law, seen, broken, clip, impossible } = window;
      for (const source of sources) {
        const predicted = await askSource(source, clip, one.dataset);
        if (predicted === null) continue;
        const which = { source: source.facts.name, pair, scene, camera, law, seen, broken };
        const errors = twinErrors(window, predicted);
        judgements.push({ ...which, frames: impossible.length, errors });
      }
    }
  }
  return { judgements, notAsked };
}

async function concluded(
  run: EvaluationRun,
  judgements: readonly TwinJudgement[],
  notAsked: readonly NotAsked[],
): Promise<ProtocolResult> {
  const { options, sources } = run;
  const models = sources.map(({ facts }) => facts);
  const subjects = subjectNames(models);
  const rows = surpriseRows(judgements);
  const { draws, seed } = resamplingOf(options);
  const comparisons = surpriseComparisons(judgements, REFERENCE, { draws, seed });
  const sentence = surpriseSentence(subjects, rows, comparisons);
  const left = notAskedWords(notAsked);
  const films: Raw[] = await surpriseFilms(run, judgements);
  return {
    finding: {
      protocol: 'surprise',
      sentence,
      cautions: surpriseCautions(rows, models),
      figures: {
        measure:
          'mean squared error of 8-bit sRGB over all pixels, from the first frame that shows the broken law',
        interval: 'Wilson 95 % over pairs; comparisons: 95 % percentile bootstrap over pairs, paired',
        chance: CHANCE,
        rows,
        comparisons,
        judgements,
        notAsked,
      },
    },
    section: await surpriseSection(rows, models, left, films),
    markdown: surpriseMarkdown(sentence, rows, models, left),
  };
}
