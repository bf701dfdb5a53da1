import type { FrameBoxes } from '../../core/recorded-episode.ts';

/** What a camera saw of each body in each picture of a window; row-major [pictures, bodies]. */
export type Seen = {
  readonly pictures: number;
  /** Instance ids, in the order of the columns. */
  readonly ids: readonly number[];
  /** Share of the image, 0…1. */
  readonly share: Float32Array;
  /** Middle of what is seen, 0…1 from the left; NaN where nothing is. */
  readonly across: Float32Array;
};

/** A table of nothing seen. */
function emptySeen(pictures: number, ids: readonly number[]): Seen {
  const size = pictures * ids.length;
  return { pictures, ids, share: new Float32Array(size), across: new Float32Array(size).fill(Number.NaN) };
}

/**
 * What instance masks show.
 *
 * @param masks - One a picture, [height, width].
 */
export function seenInMasks(
  masks: readonly ArrayLike<number>[],
  width: number,
  height: number,
  ids: readonly number[],
): Seen {
  const seen = emptySeen(masks.length, ids);
  const most = Math.max(0, ...ids);
  const [count, sum] = [new Uint32Array(most + 1), new Float64Array(most + 1)];
  masks.forEach((mask, picture) => {
    count.fill(0);
    sum.fill(0);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        const id = mask[at] as number;
        if (id === 0 || id > most) continue;
        count[id] = (count[id] as number) + 1;
        sum[id] = (sum[id] as number) + x;
      }
    }
    ids.forEach((id, column) => {
      const pixels = count[id] as number;
      if (pixels === 0) return;
      const cell = picture * ids.length + column;
      seen.share[cell] = pixels / (width * height);
      seen.across[cell] = ((sum[id] as number) / pixels + 0.5) / width;
    });
  });
  return seen;
}

/** What boxes show: the middle of what is seen is that of its box. */
export function seenInBoxes(
  frames: readonly FrameBoxes[],
  width: number,
  height: number,
  ids: readonly number[],
): Seen {
  const seen = emptySeen(frames.length, ids);
  const columns = new Map(ids.map((id, column) => [id, column]));
  frames.forEach(({ boxes }, picture) => {
    for (const { instanceId, visiblePixels, visibleBox } of boxes) {
      const column = columns.get(instanceId);
      if (column === undefined || visibleBox === null) continue;
      const cell = picture * ids.length + column;
      seen.share[cell] = visiblePixels / (width * height);
      seen.across[cell] = (visibleBox[0] + visibleBox[2]) / 2 / width;
    }
  });
  return seen;
}
