import type { Scene } from '../../../scene/scene-schema.ts';
import type { ExportEpisode, ExportView, Refusal } from '../export-format.ts';
import { lengthFix, rateFix, sizeFix } from '../fixes.ts';

/** The videos that Cosmos 3's loader wants, the wrist's first; `image` without an s. */
export const DROID_VIDEOS = [
  'observation.image.wrist_image_left',
  'observation.image.exterior_image_1_left',
  'observation.image.exterior_image_2_left',
] as const;

/** What that loader takes: pixels, frames a second, and one more frame than the actions of a chunk. */
const [WIDTH, HEIGHT, FPS, LEAST_FRAMES] = [640, 360, 15, 17];

const isCarried = (scene: Scene, name: string): boolean =>
  scene.cameras.some((camera) => camera.name === name && camera.on !== undefined);

/** The three views in the order of `DROID_VIDEOS`: the first that the robot carries, and the first two others. */
export function droidViews(scene: Scene, views: readonly ExportView[]): readonly ExportView[] | null {
  const wrist = views.find(({ camera }) => isCarried(scene, camera.name));
  const others = views.filter(({ camera }) => !isCarried(scene, camera.name));
  const [first, second] = others;
  return wrist === undefined || first === undefined || second === undefined ? null : [wrist, first, second];
}

/** What of an episode Cosmos 3's forward-dynamics loader could not read. */
export function refuseForDroid({ episode, views }: ExportEpisode, scene: Scene): readonly Refusal[] {
  const { id } = episode;
  if (scene.robot?.kind !== 'arm')
    return [
      { id, reason: 'no arm acts: cosmos-droid holds what an arm did', fix: 'generate a scene with an arm' },
    ];
  const chosen = droidViews(scene, views);
  if (chosen === null) {
    const names = views.map(({ camera }) => camera.name).join(', ');
    const reason = `the cameras ${names}: needs one on the hand and two beside it`;
    return [{ id, reason, fix: 'add such cameras to the scene, or name three with --cameras' }];
  }
  const extra = views.filter((view) => !chosen.includes(view));
  const refusals = extra.map((view) => ({
    id: view.id,
    reason: `camera ${view.camera.name}: cosmos-droid has room for one on the hand and two others`,
    fix: 'choose three with --cameras',
  }));
  for (const view of chosen) {
    const refusal = refuseView(view);
    if (refusal !== null) return [{ ...refusal, id }];
  }
  return refusals;
}

function refuseView(view: ExportView): Omit<Refusal, 'id'> | null {
  const { fit, fps, frames } = view;
  if (fit.width !== WIDTH || fit.height !== HEIGHT) {
    const reason = `${fit.width}x${fit.height} pixels: the loader wants ${WIDTH}x${HEIGHT}`;
    return { reason, fix: sizeFix(view, WIDTH, HEIGHT) };
  }
  if (fps !== FPS) return { reason: `${fps} fps: the loader wants ${FPS}`, fix: rateFix(view, FPS) };
  if (frames >= LEAST_FRAMES) return null;
  const reason = `${frames} frames: needs ${LEAST_FRAMES} at ${FPS} fps`;
  return { reason, fix: lengthFix(view, LEAST_FRAMES) };
}
