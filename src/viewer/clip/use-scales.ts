import { useEffect, useMemo, useState } from 'preact/hooks';
import { type ImageModality, isImage } from '../../core/frame.ts';
import type { ModalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import { chooseScales } from '../../core/paint/choose-scales.ts';
import type { Scales } from '../../core/paint/paint-modality.ts';
import type { FrameStore } from '../frames/frame-store.ts';
import { type IdNames, stillIds } from '../frames/id-names.ts';
import { decodeStored } from '../frames/paint-stored.ts';
import type { ClipTrack } from './clip-tracks.ts';

/** Modalities whose colours follow from how much there is of it. */
const SCALED: ReadonlySet<string> = new Set([
  'depth_z_m',
  'distance_m',
  'sensor_depth_z_m',
  'flow_forward',
  'flow_backward',
]);

const modalityOf = ({ name }: ClipTrack): ImageModality =>
  name.slice(name.lastIndexOf(':') + 1) as ImageModality;

/** Whether a track's colours need a scale. */
export const isScaled = (modality: string): boolean => SCALED.has(modality);

/** The first, the middle and the last frame: a clip's scale follows from them. */
const samples = ({ frames }: ClipTrack): readonly number[] => [
  ...new Set([0, Math.floor((frames - 1) / 2), frames - 1]),
];

/** The colours of a clip; `isChosen` once what is there has been looked at. */
export type ClipScales = Scales & { readonly isChosen: boolean };

/**
 * Scales of colours, fixed over the clip: one for all depths and one for all motions, so that tiles can be
 * compared.
 */
export function useScales(
  store: FrameStore,
  tracks: readonly ClipTrack[],
  encodings: ModalityEncodings,
  names: IdNames,
): ClipScales {
  const still = useMemo(
    () => ({ stillBodies: stillIds(names.bodies), stillClasses: stillIds(names.classes) }),
    [names],
  );
  const [chosen, setChosen] = useState<Pick<Scales, 'depth' | 'flow'> | null>(null);
  const scaled = tracks.filter((track) => isScaled(modalityOf(track)));
  const which = scaled.map(({ name, address }) => `${name} ${address(0)}`).join(' ');
  useEffect(() => {
    let current = true;
    const read = scaled.flatMap((track) =>
      samples(track).map(async (k) => {
        const modality = modalityOf(track);
        if (!isImage(modality)) return {};
        return { [modality]: decodeStored(encodings, modality, await store.frame(track, k)) };
      }),
    );
    // A track that cannot be read says so in its tile; the others have their scale.
    Promise.allSettled(read).then((results) => {
      if (!current) return;
      const images = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      setChosen(chooseScales(images));
    });
    return () => {
      current = false;
    };
  }, [store, which, encodings]);
  return useMemo(
    () => ({ depth: [0, 1], flow: 1, ...chosen, ...still, isChosen: chosen !== null }),
    [chosen, still],
  );
}
