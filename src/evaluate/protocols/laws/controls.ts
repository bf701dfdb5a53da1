import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { Prototypes } from '../../../metrics/prototype-masks.ts';

/** Predictions that are wrong for certain, each in its own way. */
export type ControlName = 'copy-last' | 'moved-on' | 'reversed' | 'frozen' | 'ghost';

/** What each control does, in the order of reports. */
export const CONTROLS: readonly { readonly name: ControlName; readonly meaning: string }[] = [
  { name: 'copy-last', meaning: 'the last context frame, for ever' },
  { name: 'moved-on', meaning: 'each body cut out and moved on at its last speed on the image' },
  { name: 'reversed', meaning: 'the true frames, the last one first' },
  { name: 'frozen', meaning: 'the true frames until a third of the horizon, which then stand still' },
  { name: 'ghost', meaning: 'the true frames, from which bodies fade within half of the horizon' },
];

/** The frames of a control, made from the truth's. */
export function controlFrames(name: ControlName, clip: EvaluatedClip, prototypes: Prototypes): Uint8Array[] {
  const { truth } = clip;
  const last = clip.context.at(-1) as Uint8Array;
  switch (name) {
    case 'copy-last':
      return truth.map(() => last);
    case 'moved-on':
      return movedOn(clip, prototypes);
    case 'reversed':
      return truth.slice().reverse();
    case 'frozen': {
      const at = Math.floor(truth.length / 3);
      return truth.map((frame, h) => (h < at ? frame : (truth[at] ?? last)));
    }
    case 'ghost':
      return truth.map((frame, h) =>
        faded(frame, prototypes.background, Math.max(0, 1 - (2 * (h + 1)) / truth.length)),
      );
  }
}

/** A frame on its way to what stands behind; nothing is left of the bodies at share 0. */
const faded = (frame: Uint8Array, background: Uint8Array, share: number): Uint8Array =>
  frame.map((value, p) => Math.round(share * value + (1 - share) * (background[p] as number)));

/** Mean place of an id in an image of ids, pixels; null where it is not. */
function centerOf(ids: Uint16Array, id: number, width: number): readonly [number, number] | null {
  let [x, y, count] = [0, 0, 0];
  ids.forEach((value, i) => {
    if (value !== id) return;
    x += i % width;
    y += Math.floor(i / width);
    count += 1;
  });
  return count === 0 ? null : [x / count, y / count];
}

function movedOn(clip: EvaluatedClip, { background }: Prototypes): Uint8Array[] {
  const { width, height, context, contextIds, foregroundIds } = clip;
  const frame = context.at(-1) as Uint8Array;
  const [before, now] = [contextIds.at(-2) ?? contextIds.at(-1), contextIds.at(-1)] as [
    Uint16Array,
    Uint16Array,
  ];
  return clip.truth.map((_, h) => {
    const out = background.slice();
    for (const id of foregroundIds) {
      const [from, at] = [centerOf(before, id, width), centerOf(now, id, width)];
      if (at === null) continue;
      const dx = Math.round((h + 1) * (at[0] - (from ?? at)[0]));
      const dy = Math.round((h + 1) * (at[1] - (from ?? at)[1]));
      now.forEach((value, i) => {
        const [x, y] = [(i % width) + dx, Math.floor(i / width) + dy];
        if (value !== id || x < 0 || x >= width || y < 0 || y >= height) return;
        out.set(frame.subarray(3 * i, 3 * i + 3), 3 * (y * width + x));
      });
    }
    return out;
  });
}
