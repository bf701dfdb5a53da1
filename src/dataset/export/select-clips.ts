import { ToolkitError } from '../../core/error.ts';
import { nearest } from '../../scene/nearest.ts';
import type { Dataset } from '../open-dataset.ts';
import { episodeCameras, type RecordedCamera } from '../recorded-camera.ts';
import type { ExportEpisode, ExportFormat, ExportView, Refusal } from './export-format.ts';
import { fitPicture } from './fit-picture.ts';

/** What of a dataset shall be exported, and how. */
export type ClipChoice = {
  /** Pixels, even; each camera's own by default. */
  readonly size?: { readonly width: number; readonly height: number } | undefined;
  /** Frames a second; each camera's own by default. */
  readonly fps?: number | undefined;
  /** All by default. */
  readonly cameras?: readonly string[] | undefined;
  /** Which clips a curation keeps; all by default. */
  readonly keeps?: ((episode: string, camera: string) => boolean) | undefined;
};

/** What was chosen, and what cannot be. */
export type ChosenClips = {
  readonly episodes: readonly ExportEpisode[];
  readonly refusals: readonly Refusal[];
};

/** Refuses names of cameras that no scene has. */
function checkCameras({ plan, dir }: Dataset, wanted: readonly string[]): void {
  const names = [...new Set(plan.scenes.flatMap(({ cameras }) => cameras))];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined && wanted.length > 0) return;
  throw new ToolkitError(
    'export/input',
    `--cameras must name cameras of ${dir}, which has ${names.join(', ')}, got ${unknown ?? 'none'}.`,
    unknown === undefined
      ? 'Name one, or leave --cameras out.'
      : `The nearest is ${nearest(unknown, names)}.`,
  );
}

const NOT_LISTED = {
  reason: 'the list of --list does not keep it: curation.html says why',
  fix: 'curate with milder rules to keep it',
};

/** A camera of an episode as it is wanted, or why it cannot be so. */
function viewOf(
  { plan }: Dataset,
  id: string,
  camera: RecordedCamera,
  choice: ClipChoice,
  modalities: ExportFormat['modalities'],
): Omit<ExportView, 'episode'> | Refusal {
  const missing = modalities.filter((modality) => !camera.modalities.includes(modality));
  if (missing.length > 0) {
    const reason = `no ${missing.join(', ')}: recorded is ${camera.modalities.join(', ')}`;
    return { id, reason, fix: `generate with --modalities ${[...plan.modalities, ...missing].join(',')}` };
  }
  const size = choice.size ?? camera;
  const fit = fitPicture(camera, size);
  if (fit === null) {
    const [has, asked] = [camera, size].map(({ width, height }) => `${width}x${height}`);
    const reason = `${has} pixels: cannot become ${asked} without being enlarged`;
    return { id, reason, fix: `generate with --size ${asked}` };
  }
  const rate = plan.fps / camera.every;
  const fps = choice.fps ?? rate;
  const step = rate / fps;
  if (!Number.isInteger(fps) || !Number.isInteger(step)) {
    const why = Number.isInteger(fps) ? `cannot become ${fps} by leaving frames out` : 'must be whole';
    const reason = `${+rate.toFixed(3)} fps: ${why}`;
    return { id, reason, fix: `generate with --fps ${Math.ceil(fps) * camera.every}` };
  }
  return { id, camera, fit, step, fps, frames: Math.ceil(camera.frames / step) };
}

/**
 * What of a dataset is to be exported: its episodes in the plan's order, each with its cameras.
 *
 * @param modalities - What each camera must have.
 * @throws {@link ToolkitError} `export/input` for cameras that there are not.
 */
export function selectClips(
  dataset: Dataset,
  choice: ClipChoice,
  modalities: ExportFormat['modalities'],
): ChosenClips {
  const { cameras } = choice;
  if (cameras !== undefined) checkCameras(dataset, cameras);
  const refusals: Refusal[] = [];
  const episodes: ExportEpisode[] = [];
  for (const episode of dataset.episodes) {
    const views: ExportView[] = [];
    const unlisted: string[] = [];
    for (const camera of episodeCameras(dataset.plan, episode.scene)) {
      if (cameras?.includes(camera.name) === false) continue;
      const id = `${episode.id}_${camera.name}`;
      if (choice.keeps?.(episode.id, camera.name) === false) {
        refusals.push({ id, ...NOT_LISTED });
        unlisted.push(camera.name);
        continue;
      }
      const view = viewOf(dataset, id, camera, choice, modalities);
      if ('reason' in view) refusals.push(view);
      else views.push({ ...view, episode });
    }
    if (views.length > 0) episodes.push({ episode, views, unlisted });
  }
  return { episodes, refusals };
}
