import type { Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { mixedPolicy } from '../simulator/policies/mixed.ts';
import { namedPolicy } from '../simulator/policies/named-policy.ts';
import type { PolicyFactory } from '../simulator/policies/policy.ts';
import { Discarded } from './discarded.ts';
import type { PlannedPolicy } from './plan.ts';

/** A policy and what episode.json calls it. */
export type LoadedPolicy = {
  readonly name: string;
  readonly create: PolicyFactory;
  /** A user's own, whose faults cost an episode and not the run. */
  readonly foreign: boolean;
};

/**
 * Loads the policy of a plan.
 *
 * @throws {@link ToolkitError} `argument/invalid` when a user's program cannot be loaded.
 */
export async function loadPolicy(planned: PlannedPolicy | null): Promise<LoadedPolicy> {
  if (planned === null) return { name: 'mixed', create: mixedPolicy, foreign: false };
  if ('name' in planned) return { name: planned.name, create: namedPolicy(planned.name), foreign: false };
  const { file, code } = planned;
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  try {
    const { default: made } = (await import(/* @vite-ignore */ url)) as { default: unknown };
    if (typeof made !== 'function') throw new TypeError(`its default export is ${describe(made)}`);
    return { name: file, create: guarded(made as Foreign), foreign: true };
  } catch (cause) {
    throw new ToolkitError(
      'argument/invalid',
      `${file} must be a module whose default export is a function, got: ${wordsOf(cause)}.`,
      'Write it like: export default (episode) => (frame, state) => new Float32Array(2).',
      { cause },
    );
  }
}

type Foreign = (episode: Episode) => unknown;

/** A user's policy, whose faults say what they are. */
const guarded =
  (create: Foreign): PolicyFactory =>
  (episode) => {
    const policy = calling('when it was made', () => create(episode));
    if (policy === null || policy === undefined) return null;
    if (typeof policy !== 'function')
      throw new Discarded(`its policy gave ${describe(policy)} instead of a function`);
    return (frame, state) => {
      const action: unknown = calling(`at frame ${frame}`, () => policy(frame, state));
      if (action instanceof Float32Array) return action;
      throw new Discarded(`its policy gave ${describe(action)} at frame ${frame} instead of a Float32Array`);
    };
  };

function calling<T>(when: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new Discarded(`its policy threw ${when}: ${wordsOf(error)}`);
  }
}

/** The first line of what an error says, cut short. */
export function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200).replace(/\.$/, '');
}

const describe = (value: unknown): string =>
  value === null || value === undefined ? String(value) : `a ${value.constructor?.name ?? typeof value}`;
