import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { readVideo } from '../media/read-video.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import { rollout } from '../world-model/rollout.ts';
import type { WorldModel } from '../world-model/world-model.ts';
import { clipFile, type Predictions, readPredictions } from './predictions-file.ts';
import type { ClipRef, Protocol } from './protocol.ts';
import type { ModelFacts } from './report/report.ts';

/** Where one row of predictions comes from. May hold native memory: close it. */
export type PredictionSource = {
  readonly facts: ModelFacts;
  /** What the model was given that the datasets do not hold, one sentence each. */
  readonly warnings: readonly string[];
  /** Whether it predicts whatever clip is asked of it; predictions from a folder are of the rollout's clips alone. */
  readonly predictsAny: boolean;
  /**
   * One frame a true frame; null where the source does not speak of that dataset.
   *
   * @param onNonFinite - As of `rollout`.
   */
  readonly predict: (
    clip: EvaluatedClip,
    dataset: Dataset,
    onNonFinite?: (horizon: number) => void,
  ) => Promise<readonly Uint8Array[] | null>;
  /** Ids of the clips that it ought to predict and cannot; absent where it predicts whatever it is asked. */
  readonly missing?: (dataset: Dataset, clips: readonly ClipRef[]) => Promise<readonly string[]>;
  /** A model that runs here, which can dream. */
  readonly dreamer?: Pick<WorldModel, 'contract' | 'predict'>;
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
    dreamer: model,
    predict: (clip, _dataset, onNonFinite) =>
      rollout(model, {
        context: clip.context,
        width: clip.width,
        height: clip.height,
        actions: clip.actions,
        actionDim: clip.actionDim,
        horizon: clip.truth.length,
        clip: clip.id,
        // One clip without a picture is no reason to hear nothing of the others.
        onNonFinite: (horizon) => onNonFinite?.(horizon),
      }),
    close: () => model.close(),
  };
}

/** Refuses predictions that are not of that dataset's frames. @throws {@link ToolkitError} `evaluate/input`. */
function checkFrames(dir: string, predictions: Predictions, dataset: Dataset): void {
  const { width, height, fps, horizon, clips } = predictions;
  const { plan } = dataset;
  const short = clips.find(({ frames }) => frames !== horizon);
  const size = (of: { readonly width: number; readonly height: number }): string =>
    `${of.width}×${of.height} px`;
  const [what, want, got] =
    width !== plan.width || height !== plan.height
      ? ['frames of', size(plan), size({ width, height })]
      : fps !== plan.fps
        ? ['frames at', `${plan.fps} a second`, `${fps}`]
        : short !== undefined
          ? ['clips of', `${horizon} frames`, `${short.frames} in ${short.id}`]
          : [];
  if (what === undefined) return;
  throw new ToolkitError(
    'evaluate/input',
    `${dir} must hold ${what} ${want}, as ${dataset.dir} and its own request have it, got ${got}.`,
    'Predict this dataset again, into an empty folder.',
  );
}

/** Refuses predictions of another protocol. @throws {@link ToolkitError} `evaluate/input`. */
function checkProtocol(dir: string, { context, horizon }: Predictions, protocol: Protocol): void {
  if (context === protocol.context && horizon >= protocol.horizon) return;
  throw new ToolkitError(
    'evaluate/input',
    `${dir} must hold predictions from ${protocol.context} frames over at least ${protocol.horizon}, got from ${context} over ${horizon}.`,
    `Evaluate with --context ${context} --horizon ${horizon}, or predict again.`,
  );
}

/**
 * Predictions that `predictDataset` wrote.
 *
 * @throws {@link ToolkitError} `evaluate/input` when they were made under another protocol, from other data, or hold
 * frames of another size, rate or number.
 */
export async function predictionsSource(
  dir: string,
  datasets: readonly Dataset[],
  protocol: Protocol,
  naming: (name: string, sha256: string) => string,
): Promise<PredictionSource> {
  const predictions = await readPredictions(dir);
  const { model, data, horizon, width, height, fps } = predictions;
  checkProtocol(dir, predictions, protocol);
  const own = datasets.find(({ planSha256 }) => planSha256 === data.plan_sha256);
  if (own === undefined) {
    throw new ToolkitError(
      'evaluate/input',
      `${dir} must hold predictions of one of the datasets, but it was made from ${data.name} with the plan ${data.plan_sha256.slice(0, 12)}.`,
      'Name its dataset with --data.',
    );
  }
  checkFrames(dir, predictions, own);
  const held = new Set(predictions.clips.map(({ id }) => id));
  return {
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
      const options = { fps, width, height, frames: horizon, count: protocol.horizon };
      return readVideo(join(dir, clipFile(clip.id)), 'rgb24', options);
    },
    missing: async (dataset, clips) =>
      dataset.planSha256 === data.plan_sha256
        ? clips.map(({ id }) => id).filter((id) => !held.has(id) || !existsSync(join(dir, clipFile(id))))
        : [],
    close: async () => undefined,
  };
}
