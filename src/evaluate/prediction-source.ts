import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { readVideo } from '../media/read-video.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import { rollout } from '../world-model/rollout.ts';
import type { WorldModel } from '../world-model/world-model.ts';
import { clipFile, readPredictions } from './predictions-file.ts';
import type { Protocol } from './protocol.ts';
import type { ModelFacts } from './report/report.ts';

/** Where one row of predictions comes from. May hold native memory: close it. */
export type PredictionSource = {
  readonly facts: ModelFacts;
  /** What the model was given that the datasets do not hold, one sentence each. */
  readonly warnings: readonly string[];
  /** Whether it predicts whatever clip is asked of it; predictions from a folder are of the rollout's clips alone. */
  readonly predictsAny: boolean;
  /** One frame a true frame; null where the source does not speak of that dataset. */
  readonly predict: (clip: EvaluatedClip, dataset: Dataset) => Promise<readonly Uint8Array[] | null>;
  readonly close: () => Promise<void>;
};

/** The name of the row that sends the truth through its own measure. */
export const TRUTH = 'truth';

/** The true frames, predicted by themselves: what every measure gives a perfect model. */
export const truthSource = (): PredictionSource => ({
  facts: {
    name: TRUTH,
    role: 'truth',
    source: 'the true frames against themselves',
    sha256: null,
    provider: null,
  },
  warnings: [],
  predictsAny: true,
  predict: async (clip) => clip.truth,
  close: async () => undefined,
});

/** A model that predicts while it is evaluated. */
export function modelSource(model: WorldModel, name: string, role: ModelFacts['role']): PredictionSource {
  return {
    facts: { name, role, source: model.file, sha256: model.sha256, provider: model.provider },
    warnings: [],
    predictsAny: true,
    predict: (clip) =>
      rollout(model, {
        context: clip.context,
        width: clip.width,
        height: clip.height,
        actions: clip.actions,
        actionDim: clip.actionDim,
        horizon: clip.truth.length,
        clip: clip.id,
      }),
    close: () => model.close(),
  };
}

/**
 * Predictions that `predictDataset` wrote.
 *
 * @throws {@link ToolkitError} `evaluate/input` when they were made under another protocol, or when a
 * clip of their dataset is missing.
 */
export async function predictionsSource(
  dir: string,
  protocol: Protocol,
  naming: (name: string, sha256: string) => string,
): Promise<PredictionSource & { readonly planSha256: string }> {
  const predictions = await readPredictions(dir);
  const { model, data, context, horizon, width, height, fps } = predictions;
  if (context !== protocol.context || horizon < protocol.horizon) {
    throw new ToolkitError(
      'evaluate/input',
      `${dir} must hold predictions from ${protocol.context} frames over at least ${protocol.horizon}, got from ${context} over ${horizon}.`,
      `Evaluate with --context ${context} --horizon ${horizon}, or predict again.`,
    );
  }
  const held = new Set(predictions.clips.map(({ id }) => id));
  return {
    planSha256: data.plan_sha256,
    facts: {
      name: naming(model.name, model.sha256),
      role: 'subject',
      source: dir,
      sha256: model.sha256,
      provider: model.provider,
    },
    warnings: predictions.warnings,
    predictsAny: false,
    predict: async (clip, dataset) => {
      if (dataset.planSha256 !== data.plan_sha256) return null;
      if (!held.has(clip.id)) {
        throw new ToolkitError(
          'evaluate/input',
          `${dir} must hold a prediction of every clip, and ${clip.id} is missing.`,
          'Run worldwright predict again: it adds what is missing.',
        );
      }
      const options = { fps, width, height, frames: horizon, count: protocol.horizon };
      return readVideo(join(dir, clipFile(clip.id)), 'rgb24', options);
    },
    close: async () => undefined,
  };
}
