import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { Prototypes } from '../../../metrics/prototype-masks.ts';

/** Predictions that are wrong for certain, each in its own way. */
export type ControlName = 'copy-last' | 'moved-on' | 'reversed' | 'frozen' | 'ghost';

/** The name of a control's row among readings. */
export const controlRow = (name: ControlName): string => `control: ${name}`;

/** What each control does, in the order of reports. */
export const CONTROLS: readonly { readonly name: ControlName; readonly meaning: string }[] = [
  { name: 'copy-last', meaning: 'the last context frame, for ever' },
  { name: 'moved-on', meaning: 'each body cut out and moved on at its last speed on the image' },
  { name: 'reversed', meaning: 'the true frames, the last one first' },
  { name: 'frozen', meaning: 'the true frames for two frames, and the second of them from then on' },
  { name: 'ghost', meaning: 'the true frames, from which all bodies fade within a quarter of the horizon' },
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
    case 'frozen':
      return truth.map((frame, h) => truth[Math.min(h, 1)] ?? frame);
    case 'ghost':
      return truth.map((frame, h) =>
        faded(frame, prototypes.background, Math.max(0, 1 - (4 * (h + 1)) / truth.length)),
      );
  }
}

/** A frame on its way to what stands behind; nothing is left of the bodies at share 0. */
const faded = (frame: Uint8Array, background: Uint8Array, share: number): Uint8Array =>
  frame.map((value, p) => Math.round(share * value + (1 - share) * (background[p] as number)));

/** Where a body lies in an image of ids: its pixels, and their mean place; null where it is not. */
function pixelsOf(ids: Uint16Array, id: number, width: number) {
  const pixels: number[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] !== id) continue;
    pixels.push(i);
    x += i % width;
    y += Math.floor(i / width);
  }
  return pixels.length === 0 ? null : { pixels, x: x / pixels.length, y: y / pixels.length };
}

function movedOn(clip: EvaluatedClip, { background }: Prototypes): Uint8Array[] {
  const { width, height, context, contextIds, foregroundIds } = clip;
  const frame = context.at(-1) as Uint8Array;
  const now = contextIds.at(-1) as Uint16Array;
  const before = contextIds.at(-2) ?? now;
  const bodies = foregroundIds.flatMap((id) => {
    const at = pixelsOf(now, id, width);
    const from = pixelsOf(before, id, width) ?? at;
    return at === null || from === null ? [] : [{ pixels: at.pixels, dx: at.x - from.x, dy: at.y - from.y }];
  });
  return clip.truth.map((_, h) => {
    const out = background.slice();
    for (const { pixels, dx, dy } of bodies) {
      const [right, down] = [Math.round((h + 1) * dx), Math.round((h + 1) * dy)];
      for (const i of pixels) {
        const [x, y] = [(i % width) + right, Math.floor(i / width) + down];
        if (x < 0 || x >= width || y < 0 || y >= height) continue;
        out.set(frame.subarray(3 * i, 3 * i + 3), 3 * (y * width + x));
      }
    }
    return out;
  });
}
