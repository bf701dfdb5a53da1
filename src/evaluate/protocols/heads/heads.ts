import { ToolkitError } from '../../../core/error.ts';
import type { EvaluationRun, KeptScore } from '../../evaluation-run.ts';
import { checkInterrupt } from '../../predict.ts';
import type { PredictionSource } from '../../prediction-source.ts';
import type { ClipRef } from '../../protocol.ts';
import { readClips } from '../../read-clips.ts';
import { tableHorizons } from '../../report/score-table.ts';
import { resamplingOf } from '../../summarize.ts';
import type { EvaluationProtocol } from '../evaluation-protocol.ts';
import { type ClusteredValue, sumUpValues } from '../sum-up-values.ts';
import type { HeadRow } from './head-row.ts';
import { headsMarkdown, headsSection, headsSentence } from './heads-section.ts';
import { HEAD_FIGURES, type HeadFigure, type HeadScores, readHeadTruth, scoreHeads } from './score-heads.ts';

const NAME = 'heads';

/** Whether a source predicts depth or segmentation where it runs here. */
export const hasHeads = ({ dreamer }: PredictionSource): boolean =>
  dreamer !== undefined &&
  (dreamer.contract.heads.depth !== null || dreamer.contract.heads.segmentation !== null);

/** The row of what the last context frame shows, held, for a model. */
export const heldBeside = (source: string): string => `held, beside ${source}`;

type Gathered = Map<string, Map<HeadFigure, ClusteredValue[][]>>;

function gather(into: Gathered, source: string, cluster: string, scores: HeadScores): void {
  const own = into.get(source) ?? new Map<HeadFigure, ClusteredValue[][]>();
  into.set(source, own);
  for (const figure of HEAD_FIGURES) {
    const values = scores[figure];
    if (values === undefined) continue;
    const columns = own.get(figure) ?? Array.from(values, () => []);
    own.set(figure, columns);
    values.forEach((value, h) => {
      columns[h]?.push({ cluster, value });
    });
  }
}

/** Asks every model that has heads of every clip. */
async function askAll({ options, protocol, data, sources }: EvaluationRun): Promise<Gathered> {
  const gathered: Gathered = new Map();
  const asked = sources.filter(hasHeads);
  const total = data.reduce((sum, { clips }) => sum + clips.length, 0);
  let done = 0;
  for (const { dataset, clips, names } of data) {
    const refs = new Map(clips.map((ref) => [ref.id, ref]));
    for await (const clip of readClips(dataset, clips, protocol, names)) {
      checkInterrupt(options.signal);
      const truth = await readHeadTruth(dataset, refs.get(clip.id) as ClipRef, clip);
      for (const { facts, dreamer } of asked) {
        if (dreamer === undefined) continue;
        const { own, held } = await scoreHeads(dreamer, clip, truth);
        gather(gathered, facts.name, clip.cluster, own);
        gather(gathered, heldBeside(facts.name), clip.cluster, held);
      }
      done += 1;
      options.onProgress?.({ stage: NAME, done, total, unit: 'clips' });
    }
  }
  return gathered;
}

/** Every figure at the horizons that tables show; of each subject the object IoU by the colour rule beside. */
function rowsOf(run: EvaluationRun, gathered: Gathered, scored: readonly KeptScore[]): HeadRow[] {
  const { draws, seed } = resamplingOf(run.options);
  const horizons = tableHorizons(run.protocol.horizon);
  const row = (
    source: string,
    figure: HeadRow['figure'],
    horizon: number,
    values: readonly ClusteredValue[],
  ) => {
    const sum = sumUpValues(values, { draws, seed }, NAME);
    return sum === null ? [] : [{ source, figure, horizon, ...sum }];
  };
  const own = [...gathered].flatMap(([source, figures]) =>
    [...figures].flatMap(([figure, columns]) =>
      horizons.flatMap((h) => row(source, figure, h, columns[h - 1] ?? [])),
    ),
  );
  const subjects = run.sources.filter(({ facts }) => facts.role === 'subject');
  const byColour = subjects.flatMap(({ facts: { name } }) =>
    horizons.flatMap((h) => {
      const values = scored
        .filter(({ model }) => model === name)
        .map(({ cluster, scores }) => ({ cluster, value: scores.object_iou[h - 1] ?? Number.NaN }));
      return row(name, 'colour_object_iou', h, values);
    }),
  );
  return [...own, ...byColour];
}

/** Depth and segmentation of the models that predict them, by their own outputs. */
export const heads: EvaluationProtocol = {
  name: NAME,
  check: ({ sources }) => {
    if (sources.some(hasHeads)) return;
    throw new ToolkitError(
      'argument/invalid',
      `--protocol ${NAME} must have a model that predicts depth or segmentation, got none.`,
      'Leave it out: it is asked by itself of models that do.',
    );
  },
  conclude: async (run, scored) => {
    const rows = rowsOf(run, await askAll(run), scored);
    const sentence = headsSentence(rows, run.protocol.horizon);
    const noDepth = run.data.filter(({ dataset }) => !dataset.plan.modalities.includes('depth_z_m'));
    const cautions = run.sources.some(({ dreamer }) => dreamer?.contract.heads.depth != null)
      ? noDepth.map(({ name }) => `${name} has no depth_z_m: predicted depth could not be scored on it.`)
      : [];
    const figures = { interval: '95 % percentile bootstrap over episodes', rows };
    return {
      finding: { protocol: NAME, sentence, cautions, figures },
      section: headsSection(rows, run.protocol.horizon),
      markdown: headsMarkdown(sentence, rows),
    };
  },
};
