import type { ExportView, Refusal } from '../export-format.ts';
import { lengthFix } from '../fixes.ts';

/** Fewest frames of a window that Cosmos 3's loader keeps, and the longest clip, seconds. */
export const LEAST_FRAMES = 61;
export const MOST_SECONDS = 61;

/** The sizes that Cosmos 3 learns and makes, by its name for them, smallest first: width and height, pixels. */
const TIERS = [
  [
    '256',
    { '16,9': [320, 192], '4,3': [320, 256], '1,1': [256, 256], '3,4': [256, 320], '9,16': [192, 320] },
  ],
  [
    '480',
    { '16,9': [832, 480], '4,3': [736, 544], '1,1': [640, 640], '3,4': [544, 736], '9,16': [480, 832] },
  ],
  [
    '704',
    { '16,9': [1280, 704], '4,3': [1088, 832], '1,1': [960, 960], '3,4': [832, 1088], '9,16': [704, 1280] },
  ],
  [
    '720',
    { '16,9': [1280, 720], '4,3': [1104, 832], '1,1': [960, 960], '3,4': [832, 1104], '9,16': [720, 1280] },
  ],
] as const;

type Aspect = keyof (typeof TIERS)[0][1];

/** Most frames that Cosmos 3 makes at a size, by its name. */
const MOST_MADE: Readonly<Record<string, number>> = { 256: 400, 480: 300, 704: 200, 720: 200 };

/** The shape of a picture in Cosmos 3's words; whatever is wider than 1.55 counts as 16:9. */
export function cosmosAspect(width: number, height: number): Aspect {
  const wide = Math.max(width, height) / Math.min(width, height);
  if (wide < 1.16) return '1,1';
  if (width > height) return wide >= 1.55 ? '16,9' : '4,3';
  return wide >= 1.55 ? '9,16' : '3,4';
}

/** The largest of Cosmos 3's sizes that a picture fills, by its name; `null` where it is smaller than all. */
export function cosmosTier(width: number, height: number): string | null {
  const aspect = cosmosAspect(width, height);
  const filled = TIERS.filter(([, sizes]) => sizes[aspect][0] <= width && sizes[aspect][1] <= height);
  return filled.at(-1)?.[0] ?? null;
}

/** How many frames are asked of the model to compare with a clip: 4 n + 1, within what it makes at that size. */
export function framesToPredict(frames: number, tier: string): number {
  const most = Math.min(frames, MOST_MADE[tier] ?? frames);
  return most - ((most - 1) % 4);
}

/** What Cosmos 3's loader would drop, or train on enlarged. */
export function refuseForCosmos(view: ExportView): Refusal | null {
  const { id, fit, frames, fps, step, camera } = view;
  const { width, height } = fit;
  if (cosmosTier(width, height) === null) {
    const [least] = TIERS;
    const [w, h] = least[1][cosmosAspect(width, height)];
    return {
      ...{ id, reason: `${width}x${height} pixels: the trainer would enlarge it, its smallest is ${w}x${h}` },
      fix: `generate with --size ${w}x${h} or larger`,
    };
  }
  if (frames < LEAST_FRAMES) {
    const reason = `${frames} frames: needs ${LEAST_FRAMES} at ${fps} fps`;
    return { id, reason, fix: lengthFix(view, LEAST_FRAMES) };
  }
  if (frames <= MOST_SECONDS * fps) return null;
  return {
    ...{ id, reason: `${(frames / fps).toFixed(1)} s: the trainer drops clips over ${MOST_SECONDS} s` },
    fix: `generate with --frames ${MOST_SECONDS * fps * step * camera.every} at most`,
  };
}
