import type { Modality } from '../../core/frame.ts';
import { MODALITIES } from '../../core/frame.ts';

/** One view of a scene: which camera, and what of it. */
export type ViewChoice = { readonly camera: string; readonly modality: Modality };

/** Views that stand side by side at most. */
export const MOST_VIEWS = 6;

/** Reads `front:rgb,front:depth_z_m`; what does not exist is left out. */
export function parseViews(text: string | undefined, cameras: readonly string[]): ViewChoice[] {
  const views = (text ?? '').split(',').flatMap((part) => {
    const [camera = '', name = ''] = part.split(':');
    const modality = MODALITIES.find((one) => one === name);
    return cameras.includes(camera) && modality !== undefined ? [{ camera, modality }] : [];
  });
  return views.length > 0 ? views.slice(0, MOST_VIEWS) : [{ camera: cameras[0] ?? '', modality: 'rgb' }];
}

/** The views as the address has them. */
export const formatViews = (views: readonly ViewChoice[]): string =>
  views.map(({ camera, modality }) => `${camera}:${modality}`).join(',');
