import { createRng } from '../core/rng.ts';
import { evaluateClip } from '../evaluate/evaluate-clips.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import type { BenchRow } from './measure.ts';

const SIZE = 64;
const HORIZON = 32;
const CLIPS = 256;

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
    foregroundIds: [2, 3, 4],
    actions: null,
    actionDim: 0,
  };
}

/** Seconds to score one model on 256 clips of 32 frames at 64², without running the model. */
export async function benchEvaluate(quick: boolean): Promise<BenchRow[]> {
  const clips = quick ? CLIPS / 8 : CLIPS;
  const rng = createRng(1);
  const blur = rng.integer(1, 3);
  const start = performance.now();
  for (let i = 0; i < clips; i++) {
    const clip = createClip(i);
    const predicted = clip.truth.map((frame) => frame.map((value) => Math.min(255, value + blur)));
    await evaluateClip(clip, [{ name: 'bench', predict: async () => predicted }]);
  }
  const seconds = ((performance.now() - start) / 1000) * (CLIPS / clips);
  return [
    {
      name: `evaluate ${CLIPS} clips × ${HORIZON} frames, ${SIZE}²`,
      value: seconds,
      unit: 's',
      target: '≤ 60',
    },
  ];
}
