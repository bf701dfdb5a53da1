import { ToolkitError } from '../core/error.ts';
import type { PlanRequest } from './make-plan.ts';

/** Twins are for testing models: what breaks a law must never be learnt from. */
export const TWINS_SPLIT = { test: 1 } as const;

/**
 * Refuses twins of scenes that say nothing of what may be broken, and beside what would make them something else
 * than a test.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkTwins({ twins, scenes, split, outcomes, counterfactuals }: PlanRequest): void {
  if (twins !== true) return;
  const beside = Object.entries({ split, outcomes, counterfactuals }).find(
    ([, value]) => value !== undefined,
  );
  if (beside !== undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `Twins are all of the split test and come out as their laws have it, got them beside ${beside[0]}.`,
      `Leave --${beside[0]} out, or make another dataset for it.`,
    );
  }
  const lawful = scenes.find(({ violations = [] }) => violations.length === 0);
  if (lawful === undefined) return;
  throw new ToolkitError(
    'argument/invalid',
    `A scene must say in violations what may be broken to have impossible twins, got none in ${lawful.name}.`,
    'Add violations to it, or choose a scene of understanding/.',
  );
}
