import type { ShownClip } from '../page/shown-clip.ts';
import type { Failures } from './failures.ts';
import type { ScoredClip } from './summarize.ts';

/** A clip to play, and why. */
export type ShownChoice = Pick<ShownClip, 'model' | 'scene' | 'rank' | 'among' | 'note'> & {
  /** The clip's id and its cluster, which together name it in a run of several datasets. */
  readonly clip: string;
  readonly cluster: string;
};

/** Mean of the values that are defined, or null without any. */
function meanOf(values: Float64Array): number | null {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

/**
 * Best, median and worst clip of every model and scene by mean foreground PSNR over the horizon (the
 * lower one of two medians). One clip is shown once: with two clips there is no median, with one the
 * median alone.
 */
export function chooseShown(clips: readonly ScoredClip[], models: readonly string[]): ShownChoice[] {
  const scenes = [...new Set(clips.map((clip) => clip.scene))].sort();
  return models.flatMap((model) =>
    scenes.flatMap((scene) => {
      const ranked = clips
        .filter((clip) => clip.model === model && clip.scene === scene)
        .map((clip) => ({ clip, value: meanOf(clip.scores.foreground_psnr) }))
        .filter((entry): entry is { clip: ScoredClip; value: number } => entry.value !== null)
        .sort((a, b) => b.value - a.value || (a.clip.clip < b.clip.clip ? -1 : 1));
      const among = ranked.length;
      const places: readonly (readonly [ShownClip['rank'], number])[] =
        among === 1
          ? [['median', 0]]
          : [
              ['best', 0],
              ...(among > 2 ? [['median', Math.floor(among / 2)] as const] : []),
              ['worst', among - 1],
            ];
      return places.flatMap(([rank, place]) => {
        const found = ranked[place];
        return found === undefined
          ? []
          : [{ model, scene, rank, among, clip: found.clip.clip, cluster: found.clip.cluster }];
      });
    }),
  );
}

/** The clip that shows each kind of failure. */
export const chooseFailures = (failures: readonly Failures[]): ShownChoice[] =>
  failures.map(({ model, kind, clips, worst }) => ({
    ...{ model, scene: worst.scene, rank: 'worst', among: clips, clip: worst.clip, cluster: worst.cluster },
    note: `${kind.name}: worst of ${clips} clip${clips === 1 ? '' : 's'}`,
  }));
