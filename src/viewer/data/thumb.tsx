import { useEffect, useState } from 'preact/hooks';
import { ADDRESSES } from '../../core/view/addresses.ts';
import { fetchFile } from '../fetch-file.ts';
import { createLoadQueue } from './load-queue.ts';

/** Thumbnails under way at once. */
const thumbs = createLoadQueue(8);

/** An episode's moving thumbnail: fetched while its card is in the document, given up when it leaves. */
export function Thumb({ dataKey, episode }: { readonly dataKey: string; readonly episode: string }) {
  const [picture, setPicture] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    let made: string | null = null;
    thumbs
      .run(
        async (signal) => (await fetchFile(ADDRESSES.thumb(dataKey, episode), signal)).blob(),
        abort.signal,
      )
      .then(
        (blob) => {
          if (abort.signal.aborted) return;
          made = URL.createObjectURL(blob);
          setPicture(made);
        },
        () => {
          if (!abort.signal.aborted) setMissing(true);
        },
      );
    return () => {
      abort.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [dataKey, episode]);
  if (isMissing) return <span class="no-thumb soft">no picture</span>;
  return picture === null ? null : <img src={picture} alt="" draggable={false} />;
}
