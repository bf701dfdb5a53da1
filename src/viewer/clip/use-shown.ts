import { useEffect, useState } from 'preact/hooks';
import { BLOCK_FRAMES } from '../../core/view/frame-block.ts';
import type { FrameStore, StoredFrame } from '../frames/frame-store.ts';
import type { ClipTrack } from './clip-tracks.ts';

/** One frame of the episode, and every track's image of it, or why there is none, by the track's name. */
export type Shown = {
  readonly frame: number;
  readonly images: ReadonlyMap<string, StoredFrame>;
  readonly errors: ReadonlyMap<string, unknown>;
};

/** All tracks' images of a frame where they are at hand. */
function peekAll(store: FrameStore, tracks: readonly ClipTrack[], frame: number): Shown | null {
  const images = new Map<string, StoredFrame>();
  for (const track of tracks) {
    const image = store.peek(track, track.at(frame));
    if (image === null) return null;
    images.set(track.name, image);
  }
  return { frame, images, errors: new Map() };
}

async function fetchAll(store: FrameStore, tracks: readonly ClipTrack[], frame: number): Promise<Shown> {
  const images = new Map<string, StoredFrame>();
  const errors = new Map<string, unknown>();
  await Promise.all(
    tracks.map(async (track) => {
      try {
        images.set(track.name, await store.frame(track, track.at(frame)));
      } catch (error) {
        errors.set(track.name, error);
      }
    }),
  );
  return { frame, images, errors };
}

/**
 * The frame that is shown: the wanted one as soon as all of its images are there, until then the one before, so
 * that all tiles are of one moment and a frame is never named that is not shown.
 */
export function useShown(store: FrameStore, tracks: readonly ClipTrack[], wanted: number): Shown | null {
  const [kept, setKept] = useState<{ readonly tracks: readonly ClipTrack[]; readonly shown: Shown } | null>(
    null,
  );
  useEffect(() => {
    let current = true;
    const show = (shown: Shown): void => setKept({ tracks, shown });
    const atHand = peekAll(store, tracks, wanted);
    if (atHand !== null) show(atHand);
    else
      fetchAll(store, tracks, wanted).then((shown) => {
        if (current) show(shown);
      });
    for (const track of tracks) store.prefetch(track, track.at(wanted) + BLOCK_FRAMES);
    return () => {
      current = false;
    };
  }, [store, tracks, wanted]);
  return kept?.shown ?? null;
}
