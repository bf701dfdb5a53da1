import { ToolkitError } from '../../core/error.ts';
import { readCuration } from '../curate/read-curation.ts';
import { type ListedDataset, listDataset } from '../list-dataset.ts';
import { listWindows, type WindowChoice } from './list-windows.ts';
import { type ReadWindow, readWindow } from './read-window.ts';
import { createWindowOrder } from './window-order.ts';

/** What to read of datasets. */
export type ReaderOptions = WindowChoice & {
  /** A curation, its file or its folder: only the clips that it keeps. */
  readonly list?: string;
};

/** A shuffled pass over windows, or the rest of one. */
export type ShuffleOptions = {
  /** 0…2⁵³ − 1. */
  readonly seed: number;
  /** The position to begin with, default 0: what a run that stopped after position p goes on with is p + 1. */
  readonly from?: number;
  /** The position to end before; default the end of the epoch that `from` is in. */
  readonly to?: number;
};

/** Clips or windows of datasets, in their order or another; holds nothing open. */
export type Reader = AsyncIterable<ReadWindow> & {
  /** How many windows there are. */
  readonly length: number;
  /** Their ids, `<episode>.<camera>.<start>`, in their order. */
  readonly ids: readonly string[];
  /** Reads the window at that place, 0 … length − 1. @throws {@link ToolkitError} `argument/invalid`; as the dataset's readers. */
  read(index: number): Promise<ReadWindow>;
  /**
   * Reads windows in an order that the seed gives: each once an epoch, another order each epoch. A position is all
   * that must be kept to go on.
   */
  shuffled(
    options: ShuffleOptions,
  ): AsyncIterable<{ readonly position: number; readonly window: ReadWindow }>;
};

function checkRange(from: number, to: number): void {
  if (Number.isSafeInteger(from) && from >= 0 && to >= from) return;
  throw new ToolkitError(
    'argument/invalid',
    `A shuffled pass must go from a position of at least 0 to a later one, got ${from} and ${to}.`,
    'Give whole numbers in that order.',
  );
}

/**
 * Opens datasets to be read clip by clip, or window by window. Only names are read now; each window's files are opened
 * as it is asked for, and only those of the modalities that were chosen.
 *
 * @param dirs - Folders of datasets; what is committed by now is read.
 * @throws {@link ToolkitError} as `openDataset`, `readCuration` and `listWindows`.
 */
export async function openReader(
  dirs: readonly string[],
  { list, ...choice }: ReaderOptions,
): Promise<Reader> {
  const datasets: ListedDataset[] = [];
  for (const dir of dirs) datasets.push(await listDataset(dir));
  const places = listWindows(datasets, choice, list === undefined ? null : await readCuration(list));
  const { length } = places;

  const read = async (index: number): Promise<ReadWindow> => {
    const place = places[index];
    if (place !== undefined) return readWindow(place, choice.read);
    throw new ToolkitError(
      'argument/invalid',
      `A window's place must be a whole number from 0 to ${length - 1}, got ${index}.`,
      'Choose one in that range.',
    );
  };

  return {
    length,
    ids: places.map(({ episode, camera, start }) => `${episode.id}.${camera.name}.${start}`),
    read,
    async *[Symbol.asyncIterator]() {
      for (let i = 0; i < length; i++) yield await read(i);
    },
    async *shuffled({ seed, from = 0, to = (Math.floor(from / length) + 1) * length }) {
      checkRange(from, to);
      const indexAt = createWindowOrder(length, seed);
      for (let position = from; position < to; position++)
        yield { position, window: await read(indexAt(position)) };
    },
  };
}
