import type { ToldCaptions } from '../core/view/dataset-view.ts';
import { captionClip } from '../dataset/caption/caption-clip.ts';
import { captionRequest } from '../dataset/caption/caption-request.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import type { PlannedEpisode } from '../dataset/plan.ts';
import { episodeCameras } from '../dataset/recorded-camera.ts';

/**
 * What an export would say of an episode, as its first camera sees it that says what is visible; `null` where none
 * does.
 *
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function toldCaptions(
  dataset: Dataset,
  { id, scene }: PlannedEpisode,
): Promise<ToldCaptions | null> {
  const camera = episodeCameras(dataset.plan, scene).find(
    ({ modalities }) => modalities.includes('boxes') || modalities.includes('instance_id'),
  );
  if (camera === undefined) return null;
  const { short, medium, dense } = captionClip(await captionRequest(dataset, id, camera.name));
  return { camera: camera.name, short, medium, dense };
}
