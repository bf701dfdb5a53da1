import { ToolkitError } from '../../../core/error.ts';
import type { EvaluatedData } from '../../evaluated-data.ts';
import type { EvaluationRun } from '../../evaluation-run.ts';
import { checkInterrupt } from '../../predict.ts';
import type { PredictionSource } from '../../prediction-source.ts';
import { tableHorizons } from '../../report/score-table.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { resamplingOf } from '../../summarize.ts';
import { verdictHorizon } from '../../verdict-horizon.ts';
import { askSource } from '../ask-source.ts';
import type { EvaluationProtocol, ProtocolResult } from '../evaluation-protocol.ts';
import { openFamily } from './branch-sums.ts';
import { type Family, familiesOf, readFamilies } from './branch-windows.ts';
import { counterfactualMarkdown, counterfactualSection } from './counterfactual-section.ts';
import { counterfactualCautions, counterfactualSentence } from './counterfactual-words.ts';
import { type BranchJudgement, branchRows, controlRows } from './summarize-branches.ts';

const HINT =
  'Make one with worldwright generate robots/push --counterfactuals 2 --episodes 50 --out branches.';

/**
 * Branches of one start with other actions: does the difference of two predictions follow the difference of two
 * truths? Each family is asked from where its actions part, not from the rollout's starts.
 */
export const counterfactual: EvaluationProtocol = {
  name: 'counterfactual',
  check: ({ data }) => {
    if (data.some((one) => familiesOf(one).length > 0)) return;
    throw new ToolkitError(
      'evaluate/input',
      `--protocol counterfactual must have a dataset of counterfactuals, and ${data.map(({ dataset }) => dataset.dir).join(', ')} has none.`,
      HINT,
    );
  },
  conclude: async (run) => {
    const judgements: BranchJudgement[] = [];
    let left = 0;
    const total = run.data.reduce((sum, data) => sum + familiesOf(data).length, 0);
    const done = new Set<string>();
    for (const data of run.data)
      for await (const family of readFamilies(data, run.protocol)) {
        checkInterrupt(run.options.signal);
        if (family === null) {
          left += 1;
          continue;
        }
        done.add(family.cluster);
        run.options.onProgress?.({ stage: 'counterfactual', done: done.size, total, unit: 'parents' });
        for (const source of run.sources) judgements.push(...(await judgeFamily(family, source, data)));
      }
    if (judgements.length > 0) return concluded(run, judgements, left);
    throw new ToolkitError(
      'evaluate/input',
      `--protocol counterfactual must have branches that part after ${run.protocol.context - 1} frames and before the last one, and there are none.`,
      'Generate them with a later --at, or evaluate with a smaller --context.',
    );
  },
};

async function judgeFamily(
  family: Family,
  source: PredictionSource,
  { dataset }: EvaluatedData,
): Promise<BranchJudgement[]> {
  const { facts } = source;
  const { cluster, scene, camera, parent } = family;
  const before = await askSource(source, parent, dataset);
  if (before === null) return [];
  const judge = openFamily(family);
  const judgements: BranchJudgement[] = [];
  for (const { clip, shuffled } of family.branches) {
    const own = await askSource(source, clip, dataset);
    if (own === null) continue;
    // The truth, and what is made of it, do as they did whatever they are told.
    const asks = shuffled !== null && (facts.role === 'subject' || facts.role === 'baseline');
    const other = asks ? await askSource(source, shuffled, dataset) : null;
    judgements.push({
      ...{ source: facts.name, cluster, scene, camera, branch: clip.episode },
      own: judge(clip, { parent: before, branch: own }),
      shuffled: other === null ? null : judge(clip, { parent: before, branch: other }),
    });
  }
  return judgements;
}

async function concluded(
  run: EvaluationRun,
  judgements: readonly BranchJudgement[],
  left: number,
): Promise<ProtocolResult> {
  const { options, protocol, sources } = run;
  const models = sources.map(({ facts }) => facts);
  const subjects = subjectNames(models);
  const { draws, seed } = resamplingOf(options);
  const longest = Math.min(protocol.horizon, Math.max(...judgements.map(({ own }) => own.length)));
  const horizons = tableHorizons(longest);
  const horizon = verdictHorizon(longest);
  const rows = branchRows(judgements, horizons, { draws, seed });
  const controls = controlRows(judgements, horizon, { draws, seed });
  const sentence = counterfactualSentence(subjects, horizon, rows, controls);
  const shown = { rows, controls, judgements, models, horizons, horizon };
  const branches = judgements.map(({ own, shuffled, ...which }) => ({
    ...which,
    horizon,
    own: own[horizon - 1] ?? null,
    shuffled: shuffled?.[horizon - 1] ?? null,
  }));
  return {
    finding: {
      protocol: 'counterfactual',
      sentence,
      cautions: counterfactualCautions(rows, models, left),
      figures: {
        measure: '1 - sum (predicted - true difference)^2 / sum (true difference)^2, px of body centres',
        interval: '95 % percentile bootstrap over parents',
        rows,
        controls,
        branches,
      },
    },
    section: await counterfactualSection(shown),
    markdown: counterfactualMarkdown(sentence, shown),
  };
}
