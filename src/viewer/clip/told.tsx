import { ADDRESSES } from '../../core/view/addresses.ts';
import type { ToldCaptions } from '../../core/view/dataset-view.ts';
import { fetchJson } from '../fetch-file.ts';
import { useLoaded } from '../use-loaded.ts';

type ToldProps = { readonly dataKey: string; readonly episode: string };

/** A clip in words: the short caption, and behind it the longer ones. */
export function Told({ dataKey, episode }: ToldProps) {
  const told = useLoaded(
    (signal) => fetchJson<ToldCaptions | null>(ADDRESSES.captions(dataKey, episode), signal),
    [dataKey, episode],
  );
  if (told.kind !== 'ready' || told.value === null) return null;
  const { camera, short, medium, dense } = told.value;
  return (
    <div class="told">
      <p title={`short, as ${camera} sees it`}>{short}</p>
      <details>
        <summary>In more words</summary>
        <p title="medium">{medium}</p>
        <p title="dense">{dense}</p>
      </details>
    </div>
  );
}
