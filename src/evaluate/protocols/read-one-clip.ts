import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import type { EvaluatedData } from '../evaluated-data.ts';
import { readClips } from '../read-clips.ts';

/**
 * Reads one clip of a dataset that the rollout need not have.
 *
 * @param start First context frame.
 * @throws {@link ToolkitError} as `readClips`.
 */
export async function readOneClip(
  { dataset, names }: EvaluatedData,
  { id: episode, scene }: { readonly id: string; readonly scene: string },
  camera: string,
  { start, context, horizon }: { readonly start: number; readonly context: number; readonly horizon: number },
): Promise<EvaluatedClip> {
  const ref = { id: `${episode}.${camera}.${start}`, episode, scene, camera, start };
  for await (const clip of readClips(dataset, [ref], { context, horizon, starts: [start] }, names))
    return clip;
  throw new Error(`clip ${ref.id} was not read`);
}
