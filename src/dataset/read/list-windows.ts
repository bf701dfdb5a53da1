import { ToolkitError } from '../../core/error.ts';
import { MODALITIES, type Modality } from '../../core/frame.ts';
import type { Curation } from '../curate/curation.ts';
import { keptClips } from '../curate/read-curation.ts';
import type { ListedDataset } from '../list-dataset.ts';
import type { PlannedEpisode } from '../plan.ts';
import { episodeCameras, type RecordedCamera } from '../recorded-camera.ts';

/** Which windows of datasets there are to be read. */
export type WindowChoice = {
  /** Modalities by their names on disk; `steps` and `events` of the episode. Nothing else is opened. */
  readonly read: readonly (Modality | 'steps' | 'events')[];
  /** Names of cameras; default all. */
  readonly cameras?: readonly string[];
  /** Episodes of that split alone; default all. */
  readonly split?: string;
  /** Windows of so many of a camera's frames, one every `stride` frames (default `frames`); default whole clips. */
  readonly window?: { readonly frames: number; readonly stride?: number };
};

/** Where a window lies: frames of one camera in one episode. */
export type WindowPlace = {
  readonly dataset: ListedDataset;
  readonly episode: PlannedEpisode;
  readonly camera: RecordedCamera;
  /** Its first frame, counted in the camera's own; and how many. */
  readonly start: number;
  readonly frames: number;
};

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, ${got}.`, hint);

function checkChoice({ read, window }: WindowChoice): void {
  const known: readonly string[] = [...MODALITIES, 'steps', 'events'];
  const unknown = read.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ToolkitError(
      'argument/unknown',
      `What is read must be modalities, steps or events, got ${unknown}.`,
      `Choose from ${known.join(', ')}.`,
    );
  const counts = window === undefined ? [] : [window.frames, window.stride ?? window.frames];
  if (counts.every((count) => Number.isSafeInteger(count) && count >= 1)) return;
  throw refusal(
    'A window’s frames and stride must be whole numbers of at least 1',
    `got ${counts.join(' and ')}`,
    'Choose such numbers.',
  );
}

/** The cameras of a scene that are read; all of them can give what is asked for. */
function wantedCameras(
  { plan, dir }: ListedDataset,
  scene: string,
  { cameras, read, window }: WindowChoice,
): readonly RecordedCamera[] {
  const wanted = episodeCameras(plan, scene).filter(({ name }) => cameras?.includes(name) ?? true);
  for (const { name, modalities, frames } of wanted) {
    const lacking = read.find((one) => one !== 'steps' && one !== 'events' && !modalities.includes(one));
    if (lacking !== undefined)
      throw refusal(
        `Every camera that is read must have ${lacking}`,
        `but ${name} of ${dir} has ${modalities.join(', ') || 'none'}`,
        'Name other cameras, or read less.',
      );
    if (window === undefined || frames >= window.frames) continue;
    throw refusal(
      `Clips must be at least as long as a window of ${window.frames} frames`,
      `but ${name} of ${dir} took ${frames}`,
      'Read shorter windows, or name other cameras.',
    );
  }
  return wanted;
}

/**
 * Lists the windows of datasets, in the order of the datasets, their plans and their cameras.
 *
 * @param curation - Only clips that it keeps; `null` for all.
 * @throws {@link ToolkitError} `argument/unknown` for what is no modality; `argument/invalid` for windows that no
 * clip has, cameras without a modality, and when nothing is left; `curate/input`.
 */
export function listWindows(
  datasets: readonly ListedDataset[],
  choice: WindowChoice,
  curation: Curation | null,
): readonly WindowPlace[] {
  checkChoice(choice);
  const { split, window } = choice;
  const places: WindowPlace[] = [];
  for (const dataset of datasets) {
    const keeps = curation === null ? () => true : keptClips(curation, dataset);
    const cameras = new Map<string, readonly RecordedCamera[]>();
    for (const episode of dataset.episodes) {
      if (split !== undefined && episode.split !== split) continue;
      const { scene } = episode;
      const known = cameras.get(scene) ?? wantedCameras(dataset, scene, choice);
      cameras.set(scene, known);
      for (const camera of known) {
        if (!keeps(episode.id, camera.name)) continue;
        const frames = window?.frames ?? camera.frames;
        const stride = window?.stride ?? frames;
        for (let start = 0; start + frames <= camera.frames; start += stride)
          places.push({ dataset, episode, camera, start, frames });
      }
    }
  }
  if (places.length > 0) return places;
  throw refusal(
    'A reader must have a clip to read',
    'but of the split and the cameras that were asked for there is none that stays',
    'Ask for others, or for all.',
  );
}
