import type { WorldModelContract } from '../../../world-model/contract.ts';

/** Context lengths that are asked of models which can tell them apart, frames. */
export const CONTEXT_LENGTHS: readonly number[] = [1, 4, 9];

/** What a model is shown, and why it is not asked of other lengths. */
export type AskedLengths = { readonly lengths: readonly number[]; readonly why: string | null };

const plural = (count: number): string => `${count} frame${count === 1 ? '' : 's'}`;

/**
 * The context lengths that a model is asked of, of those that the run's clips give: a model that remembers nothing
 * looks at as many last frames as its contract says, whatever it is shown.
 *
 * @param given - The run's context.
 */
export function askedLengths(
  { name, context, recurrent }: Pick<WorldModelContract, 'name' | 'context' | 'recurrent'>,
  given: number,
): AskedLengths {
  if (recurrent.length === 0) {
    const why = `${name} looks at the last ${plural(context)} alone: other context lengths cannot be asked of it.`;
    return { lengths: [context], why };
  }
  const lengths = [...new Set([...CONTEXT_LENGTHS, given])]
    .filter((length) => length >= context && length <= given)
    .sort((a, b) => a - b);
  const longest = Math.max(...CONTEXT_LENGTHS);
  const why =
    given < longest ? `${name} remembers: --context ${longest} would ask it of longer contexts too.` : null;
  return { lengths, why };
}
