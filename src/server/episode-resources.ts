import { join } from 'node:path';
import { type ImageModality, isImage, MODALITIES } from '../core/frame.ts';
import { VERSION } from '../core/version.ts';
import type { CuratedClip } from '../dataset/curate/curation.ts';
import { modalityFile } from '../dataset/layout.ts';
import { type ListedDataset, openListed } from '../dataset/list-dataset.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import type { PlannedEpisode } from '../dataset/plan.ts';
import { planEncodings } from '../dataset/plan-file.ts';
import { readBoxes } from '../dataset/read-frames.ts';
import { episodeCameras } from '../dataset/recorded-camera.ts';
import type { MakeBytes } from './byte-maker.ts';
import { readClip } from './clip-facts.ts';
import { drawThumb, thumbTrack } from './clip-thumb.ts';
import { blockCount, readBlock } from './frame-blocks.ts';
import { numberIn } from './number-in.ts';
import { jsonResource, type Resource } from './resource.ts';
import { toldCaptions } from './told-captions.ts';

/** What an episode has: its facts, its thumbnail, and the blocks of each camera's modalities. */
export function episodePaths({ plan }: ListedDataset, { scene }: PlannedEpisode): readonly string[] {
  const cameras = episodeCameras(plan, scene);
  const pictured = cameras.some(({ modalities }) => modalities.some(isImage));
  return [
    'clip.json',
    'captions.json',
    ...(pictured ? ['thumb.webp'] : []),
    ...cameras.flatMap(({ name, frames, modalities }) =>
      modalities.flatMap((modality) =>
        isImage(modality)
          ? Array.from({ length: blockCount(frames) }, (_, block) => `${name}/${modality}/${block}.bin`)
          : [`${name}/${modality}/all.json`],
      ),
    ),
  ];
}

/** Names what this version makes of a video, by the hash that its commit has of it. */
function etagOf(
  dataset: Dataset,
  camera: string,
  modality: ImageModality,
  what: string,
): { readonly etag: string } | undefined {
  const path = modalityFile(camera, modality, planEncodings(dataset.plan));
  const file = dataset.episodes[0]?.record.files.find((candidate) => candidate.path === path);
  return file === undefined ? undefined : { etag: `${VERSION}-${file.sha256.slice(0, 32)}-${what}` };
}

/**
 * What stands below `episodes/<id>/`; `null` where nothing is.
 *
 * @throws {@link ToolkitError} `file/missing`, `dataset/damaged`, `path/outside`.
 */
export async function findInEpisode(
  listed: ListedDataset,
  episode: PlannedEpisode,
  parts: readonly string[],
  make: MakeBytes,
  curated?: readonly CuratedClip[],
): Promise<Resource | null> {
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1 && first === 'clip.json')
    return jsonResource(async () => readClip(listed, await openListed(listed, episode), episode, curated));
  if (parts.length === 1 && first === 'captions.json')
    return jsonResource(async () => toldCaptions(await openListed(listed, episode), episode));
  if (parts.length === 1 && first === 'thumb.webp')
    return findThumb(await openListed(listed, episode), episode.id, make);
  return parts.length === 3 ? findTrack(listed, episode, [first, second, third], make) : null;
}

function findThumb(dataset: Dataset, id: string, make: MakeBytes): Resource | null {
  const track = thumbTrack(dataset, id);
  if (track === null) return null;
  const { camera, modality } = track;
  return {
    type: 'image/webp',
    ...etagOf(dataset, camera.name, modality, 'thumb'),
    read: (signal) =>
      make(join(dataset.dir, id, 'thumb'), signal, () => drawThumb(dataset, id, camera, modality)),
  };
}

async function findTrack(
  listed: ListedDataset,
  episode: PlannedEpisode,
  [cameraName, modalityName, file]: readonly [string, string, string],
  make: MakeBytes,
): Promise<Resource | null> {
  const { id } = episode;
  const camera = episodeCameras(listed.plan, episode.scene).find(({ name }) => name === cameraName);
  const modality = MODALITIES.find((name) => name === modalityName);
  if (camera === undefined || modality === undefined || !camera.modalities.includes(modality)) return null;
  if (!isImage(modality)) {
    if (file !== 'all.json') return null;
    return jsonResource(async () => readBoxes(await openListed(listed, episode), id, cameraName));
  }
  const block = numberIn(file, '.bin');
  if (block === null || block >= blockCount(camera.frames)) return null;
  const dataset = await openListed(listed, episode);
  return {
    type: 'application/octet-stream',
    ...etagOf(dataset, cameraName, modality, file),
    read: (signal) =>
      make(join(dataset.dir, id, cameraName, modality, file), signal, () =>
        readBlock(dataset, id, camera, modality, block),
      ),
  };
}
