import { join } from 'node:path';
import { packageRoot } from '../../dataset/package-root.ts';
import { type ClipScores, scorePrediction } from '../../metrics/score-clip.ts';
import type { Provider } from '../../onnx/session.ts';
import type { ShownClip } from '../../page/shown-clip.ts';
import { loadWorldModel } from '../../world-model/load-world-model-node.ts';
import { rollout } from '../../world-model/rollout.ts';
import {
  type ScenesScores,
  VALIDATION_HORIZONS,
  VALIDATION_METRICS,
  type ValidationMetric,
  type ValidationScores,
} from '../training-history.ts';
import { VALIDATION_HORIZON, type ValidationClips } from './validation-clips.ts';

/** What a model is compared with. */
export const BASELINES = ['copy-last', 'constant-velocity'] as const;

/** The name of the mean over scenes among the scenes. */
export const ALL_SCENES = 'all';

/** What a model's rollouts gave. */
export type Validation = {
  readonly scores: ScenesScores;
  /** Of every scene the median and the worst clip by mean foreground PSNR. */
  readonly shown: readonly ShownClip[];
};

type Scored = {
  readonly clip: ValidationClips['clips'][number]['clip'];
  readonly predicted: readonly Uint8Array[];
  readonly scores: ClipScores;
};

/** Mean of what is defined; null without any. */
function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value): value is number => value !== null && !Number.isNaN(value));
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

/** One value a measure and horizon. */
const scoresBy = (value: (metric: ValidationMetric, place: number) => number | null): ValidationScores =>
  Object.fromEntries(
    VALIDATION_METRICS.map((metric) => [metric, VALIDATION_HORIZONS.map((_, i) => value(metric, i))]),
  ) as unknown as ValidationScores;

/** Means by scene, and over scenes. */
function scenesScores(scored: readonly Scored[]): ScenesScores {
  const scenes = [...new Set(scored.map(({ clip }) => clip.scene))];
  const byScene = scenes.map((scene): [string, ValidationScores] => {
    const here = scored.filter(({ clip }) => clip.scene === scene);
    const at = (i: number): number => (VALIDATION_HORIZONS[i] as number) - 1;
    return [scene, scoresBy((metric, i) => mean(here.map(({ scores }) => scores[metric][at(i)] as number)))];
  });
  const all = scoresBy((metric, i) => mean(byScene.map(([, scores]) => scores[metric][i] ?? null)));
  return Object.fromEntries([[ALL_SCENES, all], ...byScene]);
}

/** Of every scene the median and the worst clip, as a page plays them. */
function shownClips(scored: readonly Scored[], model: string): ShownClip[] {
  const scenes = [...new Set(scored.map(({ clip }) => clip.scene))];
  return scenes.flatMap((scene) => {
    const ranked = scored
      .filter(({ clip }) => clip.scene === scene)
      .map((one) => ({ ...one, value: mean([...one.scores.foreground_psnr]) ?? 0 }))
      .sort((a, b) => b.value - a.value);
    const among = ranked.length;
    const places: readonly (readonly [ShownClip['rank'], number])[] =
      among === 1
        ? [['median', 0]]
        : [
            ['median', Math.floor((among - 1) / 2)],
            ['worst', among - 1],
          ];
    return places.flatMap(([rank, place]) => {
      const found = ranked[place];
      if (found === undefined) return [];
      const { id, width, height, fps, context, truth } = found.clip;
      const { predicted, scores } = found;
      return [{ model, scene, rank, among, id, width, height, fps, context, truth, predicted, scores }];
    });
  });
}

/**
 * Lets a model go on freely from every clip, and scores it.
 *
 * @param file - An ONNX world model.
 * @throws {@link ToolkitError} as loading and rollout.
 */
export async function validateModel(
  file: string,
  { clips }: ValidationClips,
  options: { readonly provider: Provider; readonly threads: number },
): Promise<Validation> {
  const model = await loadWorldModel(file, options);
  try {
    const scored: Scored[] = [];
    for (const prepared of clips) {
      const { clip } = prepared;
      const { context, width, height, actions, actionDim, id } = clip;
      const wanted = { context, width, height, actions, actionDim, clip: id, horizon: VALIDATION_HORIZON };
      const predicted = await rollout(model, wanted);
      scored.push({ clip, predicted, scores: scorePrediction(prepared, predicted) });
    }
    return { scores: scenesScores(scored), shown: shownClips(scored, model.contract.name) };
  } finally {
    await model.close();
  }
}

/** What the baselines give on the same clips, by name; they run on the CPU. */
export async function validateBaselines(
  clips: ValidationClips,
  threads: number,
): Promise<Record<string, ScenesScores>> {
  const found: Record<string, ScenesScores> = {};
  for (const name of BASELINES) {
    const file = join(packageRoot(), 'models', `${name}.onnx`);
    found[name] = (await validateModel(file, clips, { provider: 'cpu', threads })).scores;
  }
  return found;
}
