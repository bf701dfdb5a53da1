import type { ClipFacts } from '../../core/view/dataset-view.ts';

/** From which frame on two clips are not the same; `null` for never while both go on. */
export type FirstDifference = { readonly state: number | null; readonly action: number | null };

type Rows = { readonly values: readonly number[]; readonly length: number };

/** The first row that differs; 0 where rows are not alike at all. */
function firstRow(a: Rows, b: Rows): number | null {
  if (a.length !== b.length) return 0;
  if (a.length === 0) return null;
  const shared = Math.min(a.values.length, b.values.length);
  for (let i = 0; i < shared; i++) if (a.values[i] !== b.values[i]) return Math.floor(i / a.length);
  return null;
}

const earliest = (frames: readonly (number | null)[]): number | null => {
  const found = frames.filter((frame) => frame !== null);
  return found.length === 0 ? null : Math.min(...found);
};

/** Compares what happens in two clips, to the bit. */
export function firstDifference({ steps: a }: ClipFacts, { steps: b }: ClipFacts): FirstDifference {
  const bodies = a.bodies.join() === b.bodies.join();
  const rows = (values: readonly number[], length: number): Rows => ({ values, length });
  return {
    state: bodies
      ? earliest([
          firstRow(rows(a.positions, 3 * a.bodies.length), rows(b.positions, 3 * b.bodies.length)),
          firstRow(rows(a.orientations, 4 * a.bodies.length), rows(b.orientations, 4 * b.bodies.length)),
          firstRow(rows(a.jointPositions, a.joints.length), rows(b.jointPositions, b.joints.length)),
        ])
      : 0,
    action: firstRow(rows(a.action ?? [], a.actionDim), rows(b.action ?? [], b.actionDim)),
  };
}

/** The difference in words. */
export function differenceWords({ state, action }: FirstDifference): string {
  if (state === null && action === null)
    return 'Nothing differs: the same states and actions in every frame.';
  const from = (what: string, frame: number | null): string =>
    frame === null ? `${what} never differ` : `${what} differ from frame ${frame} on`;
  return `${from('States', state)}, ${from('actions', action)}.`;
}
