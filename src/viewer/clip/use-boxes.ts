import { useEffect, useState } from 'preact/hooks';
import type { FrameBoxes } from '../../core/recorded-episode.ts';
import { ADDRESSES } from '../../core/view/addresses.ts';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import { fetchJson } from '../fetch-file.ts';

/** The recorded boxes of each camera that has them, by its name. */
export type ClipBoxes = ReadonlyMap<string, readonly FrameBoxes[]>;

const NO_BOXES: ClipBoxes = new Map();

/** Reads a clip's recorded boxes once they are wanted; those that cannot be read are left out. */
export function useBoxes(key: string, { facts, cameras }: ClipFacts, wanted: boolean): ClipBoxes {
  const [boxes, setBoxes] = useState(NO_BOXES);
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    for (const { name, modalities } of cameras) {
      if (!modalities.includes('boxes')) continue;
      fetchJson<readonly FrameBoxes[]>(ADDRESSES.frames(key, facts.id, name, 'boxes', 0), abort.signal).then(
        (read) => {
          if (!abort.signal.aborted) setBoxes((before) => new Map(before).set(name, read));
        },
        () => undefined,
      );
    }
    return () => abort.abort();
  }, [key, facts.id, wanted]);
  return boxes;
}
