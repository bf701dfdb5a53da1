import { join } from 'node:path';
import { writeFileSynced } from '../../../media/write-file.ts';
import { clipCamera } from '../clip-source.ts';
import type { ExportJob } from '../export-format.ts';
import type { CommonContents } from './episode-values.ts';
import type { RootedEpisode } from './plan-roots.ts';

/**
 * Writes `meta/cameras.jsonl`: the cameras of each episode, which LeRobot has no place for, one line an episode.
 *
 * @throws {@link ToolkitError} as `clipCamera`; `file/write`.
 */
export async function writeCameras(
  dir: string,
  { dataset }: ExportJob,
  episodes: readonly RootedEpisode[],
  { videos }: CommonContents,
) {
  const lines: string[] = [];
  for (const [index, { views }] of episodes.entries()) {
    const cameras: Record<string, unknown> = {};
    for (const [i, view] of views.entries()) {
      const { width, height, fx, fy, cx, cy, lens, worldFromCamera, worldFromCameraPerFrame } =
        await clipCamera(dataset, view);
      cameras[videos[i]?.key ?? view.camera.name] = {
        ...{ width, height, fx, fy, cx, cy, lens, world_from_camera: worldFromCamera },
        ...(worldFromCameraPerFrame === null ? {} : { world_from_camera_per_frame: worldFromCameraPerFrame }),
      };
    }
    lines.push(JSON.stringify({ episode_index: index, cameras }));
  }
  await writeFileSynced(join(dir, 'meta/cameras.jsonl'), `${lines.join('\n')}\n`);
}
