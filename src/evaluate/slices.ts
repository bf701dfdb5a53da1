import { METRICS, type MetricId } from '../metrics/metric-ids.ts';
import type { ClipTraits } from './clip-traits.ts';
import {
  ALL_SCENES,
  type Comparison,
  type Row,
  type ScoredClip,
  type SummarizeOptions,
  summarize,
} from './summarize.ts';
import { verdictHorizon } from './verdict-horizon.ts';

/** How clips, or their frames, are divided. */
export type SliceKind = 'split' | 'camera' | 'contact' | 'motion';

/** The figures of a part of the clips, means over its scenes; horizon 0 = the mean over the part's frames. */
export type SliceRow = Row & { readonly kind: SliceKind; readonly part: string };

/** The differences of a part of the clips. */
export type SliceComparison = Comparison & { readonly kind: SliceKind; readonly part: string };

/**
 * Figures side by side: of each split and camera, before and after the first contact, and by how much the truth
 * moves.
 */
export type Slices = {
  readonly rows: readonly SliceRow[];
  readonly comparisons: readonly SliceComparison[];
};

/** A clip that says what it is like. */
export type SlicedClip = ScoredClip & { readonly traits: ClipTraits };

/** One part: its name, and the clips with one value a measure. */
type Part = {
  readonly kind: SliceKind;
  readonly part: string;
  readonly horizon: number;
  readonly clips: ScoredClip[];
};

const HEADLINES: readonly MetricId[] = METRICS.filter(({ headline }) => headline).map(({ id }) => id);

/** A clip with the mean of its frames from one to another, of each measure, as its only value. */
function meanOver(clip: SlicedClip, from: number, end: number): ScoredClip {
  const scores = Object.fromEntries(
    HEADLINES.map((id) => {
      const known = clip.scores[id].slice(from, end).filter((value) => !Number.isNaN(value));
      return [id, Float64Array.of(known.reduce((sum, value) => sum + value, 0) / known.length)];
    }),
  ) as unknown as ScoredClip['scores'];
  return { ...clip, scores };
}

/** A part for each split or camera. */
function namedParts(kind: 'split' | 'camera', clips: readonly SlicedClip[], horizon: number): Part[] {
  const parts = [...new Set(clips.map(({ traits }) => traits[kind]))].sort();
  return parts.map((part) => ({
    ...{ kind, part, horizon },
    clips: clips
      .filter(({ traits }) => traits[kind] === part)
      .map((clip) => meanOver(clip, horizon - 1, horizon)),
  }));
}

/** The cameras that every scene has: another would be a scene in disguise. */
function cameraParts(clips: readonly SlicedClip[], horizon: number): Part[] {
  const parts = namedParts('camera', clips, horizon);
  const scenesOf = (some: readonly ScoredClip[]): number => new Set(some.map(({ scene }) => scene)).size;
  const shared = parts.filter((part) => scenesOf(part.clips) === scenesOf(clips));
  return shared.length > 1 ? shared : [];
}

/** Frames before the first contact after the context, and from it on; clips without one are no part of either. */
function contactParts(clips: readonly SlicedClip[]): Part[] {
  const touching = clips.flatMap((clip) =>
    clip.traits.contact === null ? [] : [{ clip, at: clip.traits.contact - 1 }],
  );
  return [
    {
      ...{ kind: 'contact', part: 'before the first contact', horizon: 0 },
      clips: touching.filter(({ at }) => at > 0).map(({ clip, at }) => meanOver(clip, 0, at)),
    },
    {
      ...{ kind: 'contact', part: 'from the first contact on', horizon: 0 },
      clips: touching.map(({ clip, at }) => meanOver(clip, at, clip.scores.psnr.length)),
    },
  ];
}

/** Names of the thirds of a scene's clips, by how much their truth moves. */
const THIRDS = ['moves least', 'moves more', 'moves most'] as const;

/** Thirds of each scene's clips by motion, so that a third is no scene in disguise. */
function motionParts(clips: readonly SlicedClip[], horizon: number): Part[] {
  const thirdOf = new Map<string, number>();
  const keyOf = ({ cluster, clip }: SlicedClip): string => JSON.stringify([cluster, clip]);
  for (const scene of new Set(clips.map((clip) => clip.scene))) {
    const here = new Map(
      clips.filter((clip) => clip.scene === scene).map((clip) => [keyOf(clip), clip.traits.motion]),
    );
    const ranked = [...here].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
    ranked.forEach(([key], i) => {
      thirdOf.set(key, Math.floor((3 * i) / ranked.length));
    });
  }
  return THIRDS.map((part, third) => ({
    ...{ kind: 'motion', part, horizon },
    clips: clips
      .filter((clip) => thirdOf.get(keyOf(clip)) === third)
      .map((clip) => meanOver(clip, horizon - 1, horizon)),
  }));
}

/**
 * The headline measures of parts of the clips, side by side. Splits, cameras and thirds by motion at the verdict's
 * horizon; contact over all frames before it, and all from it on.
 */
export function sliceUp(clips: readonly SlicedClip[], horizon: number, options: SummarizeOptions): Slices {
  const at = verdictHorizon(horizon);
  const rows: SliceRow[] = [];
  const comparisons: SliceComparison[] = [];
  for (const { kind, part, horizon: told, clips: held } of [
    ...namedParts('split', clips, at),
    ...cameraParts(clips, at),
    ...contactParts(clips),
    ...motionParts(clips, at),
  ]) {
    if (held.length === 0) continue;
    const sums = summarize(held, 1, { ...options, metrics: HEADLINES });
    const here = ({ scene }: Row): boolean => scene === ALL_SCENES;
    rows.push(...sums.rows.filter(here).map((row) => ({ ...row, kind, part, horizon: told })));
    comparisons.push(...sums.comparisons.filter(here).map((row) => ({ ...row, kind, part, horizon: told })));
  }
  return { rows, comparisons };
}
