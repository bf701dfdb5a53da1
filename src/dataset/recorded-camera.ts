import type { Modality } from '../core/frame.ts';
import { cameraNames } from '../scene/sample-camera.ts';
import type { Plan, PlannedScene } from './plan.ts';
import { possibleModalities } from './possible-modalities.ts';

/** A camera of a plan's scene, and what is recorded of it in each episode. */
export type RecordedCamera = {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** It takes frames 0, n, 2n, … of the episode. */
  readonly every: number;
  /** How many it takes. */
  readonly frames: number;
  /** In their one order: those of the plan that it can give. */
  readonly modalities: readonly Modality[];
  /** Of a stereo pair: the camera beside it. */
  readonly twin: string | null;
};

/** The recorded cameras of one of a plan's scenes, in the scene's order. */
function recordedCameras(
  plan: Pick<Plan, 'frames' | 'width' | 'height' | 'modalities'>,
  { scene, cameras }: Pick<PlannedScene, 'scene' | 'cameras'>,
): readonly RecordedCamera[] {
  return scene.cameras.flatMap((camera) => {
    const names = cameraNames([camera]);
    const [width, height] = camera.size ?? [plan.width, plan.height];
    const every = camera.every ?? 1;
    const frames = Math.ceil(plan.frames / every);
    const possible = possibleModalities(scene, camera);
    const modalities = plan.modalities.filter((modality) => possible.includes(modality));
    return names
      .filter((name) => cameras.includes(name))
      .map((name) => {
        const twin = names.find((other) => other !== name) ?? null;
        return { name, width, height, every, frames, modalities, twin };
      });
  });
}

/** The recorded cameras of an episode of a plan, by the name of its scene. */
export function episodeCameras(plan: Omit<Plan, 'madeBy'>, sceneName: string): readonly RecordedCamera[] {
  const planned = plan.scenes.find(({ name }) => name === sceneName);
  return planned === undefined ? [] : recordedCameras(plan, planned);
}
