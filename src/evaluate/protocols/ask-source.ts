import type { Dataset } from '../../dataset/open-dataset.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import type { PredictionSource } from '../prediction-source.ts';

/**
 * Asks a source for a clip that the rollout need not have. Frames without finite values are taken as what the
 * rollout, which tells of them, makes of them.
 *
 * @returns One frame a true frame; `null` of a source that has only the rollout's clips, or does not speak of the dataset.
 * @throws {@link ToolkitError} as the source.
 */
export const askSource = async (
  { predict, predictsAny }: PredictionSource,
  clip: EvaluatedClip,
  dataset: Dataset,
): Promise<readonly Uint8Array[] | null> => (predictsAny ? predict(clip, dataset, () => undefined) : null);
