import { inFlight } from '../core/in-flight.ts';
import { createScorePool } from '../evaluate/scoring/score-pool.ts';
import { type ScoredClip, summarize } from '../evaluate/summarize.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import type { BenchRow } from './measure.ts';

const SIZE = 64;
const HORIZON = 32;
const CLIPS = 256;
const JOBS = 2;

/** Three squares that drift over a grey ground, with their exact ids. */
function drawFrame(frame: number, phase: number): { rgb: Uint8Array; ids: Uint16Array } {
  const rgb = new Uint8Array(SIZE * SIZE * 3).fill(120);
  const ids = new Uint16Array(SIZE * SIZE).fill(1);
  const colors = [
    [210, 70, 90],
    [240, 175, 75],
    [0, 120, 140],
  ] as const;
  colors.forEach((color, body) => {
    const left = (8 + 16 * body + frame + phase) % (SIZE - 12);
    const top = (10 + 14 * body + 2 * frame) % (SIZE - 12);
    for (let y = top; y < top + 11; y++) {
      for (let x = left; x < left + 11; x++) {
        rgb.set(color, (y * SIZE + x) * 3);
        ids[y * SIZE + x] = body + 2;
      }
    }
  });
  return { rgb, ids };
}

function createClip(index: number): EvaluatedClip {
  const frames = Array.from({ length: 4 + HORIZON }, (_, k) => drawFrame(k, index % 17));
  return {
    id: `bench-${index}`,
    episode: `bench-${index}`,
    scene: 'bench',
    cluster: `bench-${index}`,
    width: SIZE,
    height: SIZE,
    fps: 12,
    context: frames.slice(0, 4).map(({ rgb }) => rgb),
    contextIds: frames.slice(0, 4).map(({ ids }) => ids),
    truth: frames.slice(4).map(({ rgb }) => rgb),
    truthIds: frames.slice(4).map(({ ids }) => ids),
    metresAPixel: null,
    foregroundIds: [2, 3, 4],
    actions: null,
    actionDim: 0,
  };
}

/** Rows of a report with one model: it, two baselines, and the truth. */
const ROWS = ['model', 'copy-last', 'constant-velocity', 'truth'] as const;

/** A picture a little lighter. */
function lighter(frame: Uint8Array, by: number): Uint8Array {
  const out = new Uint8Array(frame.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(255, (frame[i] as number) + by);
  return out;
}

/** What each row shows of a clip: other pictures each, but for the truth. */
const predictionsOf = ({ truth }: EvaluatedClip): Uint8Array[][] =>
  ROWS.map((_, row) => truth.map((frame) => lighter(frame, 3 - row)));

/** Seconds to score all rows of 256 clips of 32 frames at 64² on two threads, intervals included, no model running. */
export async function benchEvaluate(quick: boolean): Promise<BenchRow[]> {
  const count = quick ? CLIPS / 8 : CLIPS;
  const pool = createScorePool(JOBS);
  try {
    const start = performance.now();
    const clips: ScoredClip[] = [];
    const score = async (index: number): Promise<ScoredClip[]> => {
      const clip = createClip(index);
      const { scene, cluster, id } = clip;
      const scores = await pool.score({ clip, predictions: predictionsOf(clip) });
      return ROWS.map((model, row) => ({
        ...{ model, scene, cluster, clip: id },
        scores: scores[row] as ScoredClip['scores'],
      }));
    };
    for await (const scored of inFlight(
      Array.from({ length: count }, (_, i) => i),
      score,
    ))
      clips.push(...scored);
    const scored = performance.now();
    summarize(clips, HORIZON);
    const seconds = ((scored - start) / 1000) * (CLIPS / count) + (performance.now() - scored) / 1000;
    const name = `evaluate ${CLIPS} clips × ${HORIZON} frames, ${SIZE}², ${ROWS.length} rows with intervals, ${JOBS} threads`;
    return [{ name, value: seconds, unit: 's', target: '≤ 60' }];
  } finally {
    await pool.close();
  }
}
