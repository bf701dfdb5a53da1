import { ToolkitError } from '../../core/error.ts';
import { nearest } from '../../scene/nearest.ts';
import { explorePolicy, zeroPolicy } from './explore.ts';
import { expertPolicy, failingPolicy, noisyPolicy } from './from-expert.ts';
import { mixedPolicy } from './mixed.ts';
import type { PolicyFactory } from './policy.ts';

const POLICIES = {
  mixed: mixedPolicy,
  expert: expertPolicy,
  noisy: noisyPolicy,
  failing: failingPolicy,
  explore: explorePolicy,
  zero: zeroPolicy,
} as const satisfies Readonly<Record<string, PolicyFactory>>;

/** The policies that have names. */
export const POLICY_NAMES = Object.keys(POLICIES) as readonly (keyof typeof POLICIES)[];

/**
 * The policy of that name.
 *
 * @throws {@link ToolkitError} `argument/unknown`.
 */
export function namedPolicy(name: string): PolicyFactory {
  if (Object.hasOwn(POLICIES, name)) return POLICIES[name as keyof typeof POLICIES];
  throw new ToolkitError(
    'argument/unknown',
    `A policy must be one of ${POLICY_NAMES.join(', ')}, got "${name}".`,
    `Did you mean "${nearest(name, POLICY_NAMES)}"?`,
  );
}
