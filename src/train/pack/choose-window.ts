import type { Rng } from '../../core/rng.ts';
import type { PackIndex } from './pack-index.ts';

/** Where a window begins. */
export type WindowPlace = {
  /** Places in the list of packs and in the pack's list of clips. */
  readonly pack: number;
  readonly clip: number;
  /** Its first frame in the clip. */
  readonly start: number;
};

/** How often only windows in which something moves are chosen from. */
const MOVING_SHARE = 0.8;

/** A clip with the starts that windows may have in it. */
type Starts = { readonly pack: number; readonly clip: number; readonly starts: Uint32Array };

/** The starts of all windows of `frames` frames, or of those within which something moves. */
function startsOf(moves: string, frames: number, moving: boolean): Uint32Array {
  const all = Array.from({ length: moves.length - frames + 1 }, (_, start) => start);
  return Uint32Array.from(
    moving ? all.filter((start) => moves.slice(start + 1, start + frames).includes('1')) : all,
  );
}

/** The clips of each scene that have such windows, scenes by name over all packs. */
function byScene(packs: readonly PackIndex[], frames: number, moving: boolean): Map<string, Starts[]> {
  const scenes = new Map<string, Starts[]>();
  for (const [pack, { clips, scenes: names }] of packs.entries()) {
    for (const [clip, { scene, moves }] of clips.entries()) {
      const name = names[scene] as string;
      const list = scenes.get(name) ?? [];
      scenes.set(name, list);
      const starts = startsOf(moves, frames, moving);
      if (starts.length > 0) list.push({ pack, clip, starts });
    }
  }
  return scenes;
}

/**
 * A choice of windows: a scene, then a clip of it, then a moment in it, each with the same chance as its like; four
 * times of five only among windows in which something moves, where the scene has any.
 *
 * @param frames - Of a window; no clip may have fewer.
 */
export function createWindowChoice(packs: readonly PackIndex[], frames: number): (rng: Rng) => WindowPlace {
  const moving = byScene(packs, frames, true);
  const scenes = [...byScene(packs, frames, false)].map(([name, all]) => {
    const lively = moving.get(name) as Starts[];
    return { all, lively: lively.length > 0 ? lively : all };
  });
  return (rng) => {
    const { all, lively } = rng.choice(scenes);
    const { pack, clip, starts } = rng.choice(rng.next() < MOVING_SHARE ? lively : all);
    return { pack, clip, start: starts[rng.integer(0, starts.length - 1)]! };
  };
}
