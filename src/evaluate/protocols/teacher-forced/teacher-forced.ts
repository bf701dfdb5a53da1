import { ToolkitError } from '../../../core/error.ts';
import type { Dataset } from '../../../dataset/open-dataset.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { prepareClip, scorePrediction } from '../../../metrics/score-clip.ts';
import type { EvaluationRun, KeptScore } from '../../evaluation-run.ts';
import { checkInterrupt } from '../../predict.ts';
import type { PredictionSource } from '../../prediction-source.ts';
import { readClips } from '../../read-clips.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { resamplingOf, type ScoredClip } from '../../summarize.ts';
import type { EvaluationProtocol } from '../evaluation-protocol.ts';
import { askedLengths } from './context-lengths.ts';
import { type ExposureBias, exposureBias } from './exposure-bias.ts';
import { exposureSentence } from './exposure-words.ts';
import { forceTeacher, withContext } from './force-teacher.ts';
import { teacherForcedMarkdown, teacherForcedSection } from './teacher-forced-section.ts';

const NAME = 'teacher-forced';

/** How far the protocol looks where episodes allow it, frames. */
const FULL_HORIZON = 60;

/** A model that is asked here, from one context length, and its clips so far. */
type Asked = {
  readonly source: PredictionSource;
  readonly context: number;
  readonly free: ScoredClip[];
  readonly forced: ScoredClip[];
};

/** Asks one model of one clip, both ways. */
async function ask(
  { source, context, free, forced }: Asked,
  clip: EvaluatedClip,
  dataset: Dataset,
): Promise<void> {
  const shown = withContext(clip, context);
  const prepared = prepareClip(clip);
  const { id, scene, cluster } = clip;
  const ways = [
    [free, await source.predict(shown, dataset)],
    [forced, await forceTeacher(source, shown, dataset)],
  ] as const;
  for (const [clips, frames] of ways) {
    if (frames === null) continue;
    clips.push({ model: NAME, scene, cluster, clip: id, scores: scorePrediction(prepared, frames) });
  }
}

async function askAll(run: EvaluationRun, asked: readonly Asked[]): Promise<void> {
  const { options, protocol, data } = run;
  const total = data.reduce((sum, { clips }) => sum + clips.length, 0);
  let done = 0;
  for (const { dataset, clips, names } of data) {
    for await (const clip of readClips(dataset, clips, protocol, names)) {
      checkInterrupt(options.signal);
      for (const one of asked) await ask(one, clip, dataset);
      done += 1;
      options.onProgress?.({ stage: NAME, done, total, unit: 'clips' });
    }
  }
}

/** What a reader may want to know of what was not asked. */
function notesOf({ protocol, data, sources }: EvaluationRun, whys: readonly string[]): string[] {
  const { context, horizon } = protocol;
  const frames = Math.min(...data.map(({ dataset }) => dataset.plan.frames));
  const stored = sources.filter(({ facts, dreamer }) => facts.role === 'subject' && dreamer === undefined);
  return [
    ...whys,
    ...(horizon < FULL_HORIZON && frames >= context + FULL_HORIZON
      ? [
          `The episodes are long enough to look ${FULL_HORIZON} frames ahead: evaluate with --horizon ${FULL_HORIZON}.`,
        ]
      : []),
    ...stored.map(
      ({ facts }) =>
        `${facts.name} was predicted before: it cannot be shown the true frames, and has no curve here.`,
    ),
  ];
}

/** Frames predicted from the true ones before them, beside the free rollout: the gap is the exposure bias. */
export const teacherForced: EvaluationProtocol = {
  name: NAME,
  check: ({ sources }) => {
    if (sources.some(({ facts, dreamer }) => facts.role === 'subject' && dreamer !== undefined)) return;
    throw new ToolkitError(
      'argument/invalid',
      `--protocol ${NAME} must have a model to show true frames to, got predictions alone.`,
      'Name its ONNX file with --model.',
    );
  },
  conclude: async (run, _scored: readonly KeptScore[]) => {
    const { options, protocol, sources } = run;
    const { draws, seed } = resamplingOf(options);
    const whys: string[] = [];
    const asked: Asked[] = sources.flatMap((source) => {
      if (source.dreamer === undefined) return [];
      const { lengths, why } = askedLengths(source.dreamer.contract, protocol.context);
      if (why !== null && source.facts.role === 'subject') whys.push(why);
      return lengths.map((context) => ({ source, context, free: [], forced: [] }));
    });
    await askAll(run, asked);
    const biases: ExposureBias[] = asked.map(({ source, context, free, forced }) =>
      exposureBias(source.facts.name, context, { free, forced }, protocol.horizon, { draws, seed }),
    );
    const subjects = subjectNames(sources.map(({ facts }) => facts));
    const sentence = exposureSentence(biases, subjects, protocol.horizon);
    const notes = notesOf(run, whys);
    return {
      finding: {
        protocol: NAME,
        sentence,
        cautions: [],
        figures: {
          gap: 'free minus teacher-forced, paired by clip; 95 % percentile bootstrap over episodes',
          models: biases,
          notes,
        },
      },
      section: await teacherForcedSection(biases, subjects, protocol.horizon, notes),
      markdown: teacherForcedMarkdown(sentence, biases, protocol.horizon, notes),
    };
  },
};
