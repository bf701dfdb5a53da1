import type { RolloutInput } from './rollout.ts';
import type { WorldModel } from './world-model.ts';

/**
 * The actions of the call whose first predicted frame is `first`, as the model takes them: past the end the last row
 * holds, and numbers that the clip does not have are zeros.
 *
 * @returns Shape [context − 1 + chunk, the model's dim]; null where the clip has no actions, or the model takes none.
 */
export function callActions(
  { contract }: Pick<WorldModel, 'contract'>,
  { actions, actionDim }: Pick<RolloutInput, 'actions' | 'actionDim'>,
  first: number,
): Float32Array | null {
  if (actions === null || actionDim === 0 || contract.actions === null) return null;
  const { dim } = contract.actions;
  const count = contract.context - 1 + contract.chunk;
  const last = Math.floor(actions.length / actionDim) - 1;
  const rows = new Float32Array(count * dim);
  for (let i = 0; i < count; i++) {
    const row = Math.min(first - contract.context + i, last);
    rows.set(actions.subarray(row * actionDim, (row + 1) * actionDim), i * dim);
  }
  return rows;
}
