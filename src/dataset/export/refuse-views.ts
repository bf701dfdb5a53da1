import type { ExportEpisode, ExportRequest, ExportView, Refusal } from './export-format.ts';

/** What each view is refused for, of those that are. */
export const refuseEach = (
  views: readonly ExportView[],
  refuse: (view: ExportView) => Refusal | null,
): readonly Refusal[] => views.map(refuse).filter((refusal) => refusal !== null);

/** Refuses a view that no caption can be written of: nothing tells what of the scene it shows. */
export function refuseUncaptioned({ id, camera }: ExportView, { dataset }: ExportRequest): Refusal | null {
  if (camera.modalities.some((modality) => modality === 'boxes' || modality === 'instance_id')) return null;
  const reason = 'no boxes or instance_id: captions name what is seen, which one of these tells';
  return { id, reason, fix: `generate with --modalities ${[...dataset.plan.modalities, 'boxes'].join(',')}` };
}

/** Refuses an episode of which a curation keeps some cameras only, where a trainer wants the same ones of each. */
export function refuseUnlisted({ episode, unlisted }: ExportEpisode): Refusal | null {
  if (unlisted.length === 0) return null;
  const reason = `the list of --list does not keep its ${unlisted.join(', ')}: the trainer takes each episode with all of its cameras`;
  return { id: episode.id, reason, fix: 'name the others with --cameras, or curate with milder rules' };
}

/** Refuses an episode whose cameras take pictures at other moments. @param why - What the trainer wants instead. */
export function refuseRates({ episode, views }: ExportEpisode, why: string): Refusal | null {
  const [first] = views;
  const other = views.find(({ fps }) => fps !== first?.fps);
  if (other === undefined) return null;
  const reason = `cameras of ${first?.fps} and ${other.fps} fps: ${why}`;
  return { id: episode.id, reason, fix: 'choose cameras of one rate with --cameras, or a rate with --fps' };
}
