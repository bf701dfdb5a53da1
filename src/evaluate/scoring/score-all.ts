import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import type { ClipScores } from '../../metrics/score-clip.ts';
import { checkTruth } from '../check-truth.ts';
import { readTraits } from '../clip-traits.ts';
import type { EvaluatedData } from '../evaluated-data.ts';
import type { EvaluationRun, KeptScore } from '../evaluation-run.ts';
import { checkInterrupt } from '../predict.ts';
import { type PredictionSource, TRUTH } from '../prediction-source.ts';
import type { SeenClip } from '../protocols/evaluation-protocol.ts';
import { readClips } from '../read-clips.ts';
import type { FramesPlace, ReportVideo } from '../report/report.ts';
import type { ReportVideos } from '../report/report-videos.ts';
import { frameFlaws } from './frame-flaws.ts';
import type { Journal, Segment } from './journal.ts';
import { addTimes, type PredictTimes } from './predict-times.ts';
import { createScorePool, type ScorePool } from './score-pool.ts';

/** Clips of a segment: what a crash can cost, and how many share a video. */
const SEGMENT_CLIPS = 64;

/** Clips that wait to be scored, for each job: then reading waits, so that memory is bounded. */
const WAITING = 2;

/** What is kept of an evaluation while it runs. */
export type Kept = {
  readonly videos: ReportVideos | null;
  readonly journal: Journal | null;
};

/** Every clip's scores, in the order of sources within that of clips, whatever the number of jobs. */
export type AllScores = {
  readonly scored: readonly KeptScore[];
  readonly videos: readonly ReportVideo[];
  readonly times: PredictTimes;
};

/** One row of predictions of one clip, before it is scored. */
type Predicted = {
  readonly name: string;
  readonly frames: readonly Uint8Array[];
  readonly rest: Pick<KeptScore, 'observed' | 'flaws' | 'frames' | 'traits'>;
};

async function observe({ protocols }: EvaluationRun, seen: SeenClip): Promise<Record<string, unknown>> {
  const observed: Record<string, unknown> = {};
  for (const protocol of protocols) observed[protocol.name] = await protocol.observe?.(seen);
  return observed;
}

async function keepFrames(
  videos: ReportVideos | null,
  { facts }: PredictionSource,
  clip: EvaluatedClip,
  frames: readonly Uint8Array[],
): Promise<{ readonly frames?: FramesPlace }> {
  if (videos === null) return {};
  const { name, role } = facts;
  return {
    frames: await (role === 'truth' ? videos.addTruth(clip) : videos.addPredicted(name, clip, frames)),
  };
}

/** What every source predicts of a clip, and how long each took. */
async function predictAll(
  run: EvaluationRun,
  clip: EvaluatedClip,
  dataset: EvaluatedData['dataset'],
  videos: ReportVideos | null,
): Promise<{ readonly rows: Predicted[]; readonly times: PredictTimes }> {
  const rows: Predicted[] = [];
  const times: Record<string, { readonly ms: number; readonly frames: number }> = {};
  const traits = await readTraits(dataset, clip);
  for (const source of run.sources) {
    const { facts, predict } = source;
    let nonFiniteFrom: number | null = null;
    const begun = performance.now();
    const frames = await predict(clip, dataset, (horizon) => {
      nonFiniteFrom = horizon;
    });
    if (frames === null) continue;
    times[facts.name] = { ms: performance.now() - begun, frames: frames.length };
    const seen = { clip, dataset, source: facts, frames, backbone: run.backbone };
    const observed = await observe(run, seen);
    const flaws = frameFlaws(frames, nonFiniteFrom);
    const kept = await keepFrames(videos, source, clip, frames);
    rows.push({
      name: facts.name,
      frames,
      rest: { traits, observed, ...(flaws === null ? {} : { flaws }), ...kept },
    });
  }
  return { rows, times };
}

/** Clips that were predicted and are being scored, until they make a segment. */
type OpenSegment = {
  readonly clips: () => number;
  readonly add: (scores: Promise<KeptScore[]>, times: PredictTimes) => void;
  /** Waits until at most so many clips are without their scores. */
  readonly settle: (waiting: number) => Promise<void>;
  /** Waits for all, and keeps them; the next segment is empty. */
  readonly close: () => Promise<Segment>;
};

function openSegment({ videos, journal }: Kept): OpenSegment {
  let clips: Promise<KeptScore[]>[] = [];
  let times: PredictTimes = {};
  return {
    clips: () => clips.length,
    add: (scores, spent) => {
      // Whoever closes the segment hears of a failure; until then it is nobody's.
      scores.catch(() => undefined);
      clips.push(scores);
      times = addTimes(times, spent);
    },
    settle: async (waiting) => {
      const place = clips.length - 1 - waiting;
      if (place >= 0) await clips[place];
    },
    close: async () => {
      const scored = (await Promise.all(clips)).flat();
      const segment = { clips: clips.length, scored, videos: (await videos?.seal()) ?? [], times };
      await journal?.append(segment);
      [clips, times] = [[], {}];
      return segment;
    },
  };
}

async function scoreClip(
  pool: ScorePool,
  clip: EvaluatedClip,
  rows: readonly Predicted[],
): Promise<KeptScore[]> {
  const scores = await pool.score({ clip, predictions: rows.map(({ frames }) => frames) });
  const { scene, cluster, id } = clip;
  const truth = rows.findIndex(({ name }) => name === TRUTH);
  if (truth >= 0) checkTruth(id, scores[truth] as ClipScores);
  return rows.map(({ name, rest }, i) => ({
    ...{ model: name, scene, cluster, clip: id, scores: scores[i] as ClipScores },
    ...rest,
  }));
}

/** The data without the clips that a journal has already. */
function remaining(data: readonly EvaluatedData[], done: number): EvaluatedData[] {
  let left = done;
  return data.map((one) => {
    const skipped = Math.min(left, one.clips.length);
    left -= skipped;
    return { ...one, clips: one.clips.slice(skipped) };
  });
}

/**
 * Scores every clip, and keeps its frames where they are wanted. What a journal holds is taken up; an interrupt
 * finishes the clips at hand and puts them there.
 *
 * @throws {@link ToolkitError} `work/interrupted`; else as reading, predicting and writing do.
 */
export async function scoreAll(run: EvaluationRun, kept: Kept): Promise<AllScores> {
  const { options, protocol, data } = run;
  const jobs = options.jobs ?? 1;
  const total = data.reduce((sum, { clips }) => sum + clips.length, 0);
  const segments: Segment[] = [...(kept.journal?.done ?? [])];
  let done = segments.reduce((sum, { clips }) => sum + clips, 0);
  const open = openSegment(kept);
  const pool = createScorePool(jobs);
  try {
    for (const { dataset, clips, names } of remaining(data, done)) {
      for await (const clip of readClips(dataset, clips, protocol, names)) {
        if (options.signal?.aborted && open.clips() > 0) segments.push(await open.close());
        checkInterrupt(options.signal);
        const { rows, times } = await predictAll(run, clip, dataset, kept.videos);
        open.add(scoreClip(pool, clip, rows), times);
        await open.settle(WAITING * jobs);
        if (open.clips() === SEGMENT_CLIPS) segments.push(await open.close());
        done += 1;
        options.onProgress?.({ stage: 'evaluate', done, total, unit: 'clips' });
      }
    }
    if (open.clips() > 0) segments.push(await open.close());
  } finally {
    await pool.close();
  }
  return {
    scored: segments.flatMap(({ scored }) => scored),
    videos: segments.flatMap(({ videos }) => videos),
    times: segments.reduce((sum, { times }) => addTimes(sum, times), {} as PredictTimes),
  };
}
