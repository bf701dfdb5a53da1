import { MODALITIES, type Modality } from '../core/frame.ts';
import type { Scene } from '../scene/scene-schema.ts';

type SceneCamera = Scene['cameras'][number];

/** Whether a camera adds anything to the clean picture. */
const hasEffects = ({ shutter, exposure = 0, vignette = 0, noise }: SceneCamera): boolean =>
  shutter !== undefined || exposure !== 0 || vignette !== 0 || noise !== undefined;

const castsShadows = ({ lights }: Scene): boolean =>
  lights.some((light) => light.kind === 'sun' && light.shadow !== false);

/** What a modality that not every camera of every scene can give needs, in words. */
export const MODALITY_NEEDS: Partial<Record<Modality, string>> = {
  sensor_depth_z_m: 'a camera with stereo_depth',
  rgb_clean: 'a camera with effects (shutter, exposure, vignette or noise)',
  shadow: 'a sun that casts shadows',
};

/** The modalities that a camera of a scene can give, in their one order. */
export const possibleModalities = (scene: Scene, camera: SceneCamera): readonly Modality[] =>
  MODALITIES.filter((modality) => {
    if (modality === 'sensor_depth_z_m') return camera.stereo_depth !== undefined;
    if (modality === 'rgb_clean') return hasEffects(camera);
    return modality !== 'shadow' || castsShadows(scene);
  });
