/** What is drawn at once for some frames. */
export type HeldDraw<T> = { readonly frames: number; readonly value: T };

/**
 * Draws that are held for some frames each, as a function of the frame: what comes later is drawn only when it
 * is asked for, and what was drawn is kept.
 *
 * @param draw - Gives the next draw, of at least one frame.
 */
export function heldDraws<T>(draw: () => HeldDraw<T>): (frame: number) => T {
  const values: T[] = [];
  return (frame) => {
    while (values.length <= frame) {
      const { frames, value } = draw();
      for (let i = 0; i < frames; i++) values.push(value);
    }
    return values[frame] as T;
  };
}
