import type { Environment } from '../environment.ts';
import { idleAction } from '../spec-actions.ts';
import { checkRefusals } from './check-refusals.ts';
import { checkRestores } from './check-restores.ts';
import type { EnvironmentFinding, EnvironmentTrial } from './environment-trial.ts';
import { playTrial } from './play-trial.ts';
import { unrefused } from './unrefused.ts';

/** What `checkEnvironment` may expect. */
export type CheckEnvironmentOptions = {
  /** Two seeds that give different episodes; 0 and 1 unless given. */
  readonly seeds?: readonly [number, number];
  /** Whether they do: `false` for an environment in which nothing is random. */
  readonly seedsDiffer?: boolean;
  /** Frames within which every episode must have ended; 1000 unless given. */
  readonly frames?: number;
};

/**
 * Plays an environment to see whether it keeps the contract: about seven episodes of random actions. It works
 * with any test runner: `expect(await checkEnvironment(environment)).toEqual([])`.
 *
 * @param environment - Not yet reset. It is left in some state, and not closed.
 * @returns The first finding of each broken rule; empty when all is well.
 * @throws Whatever the environment throws although it is used as the contract says.
 */
export async function checkEnvironment<Observation extends object, Snapshot>(
  environment: Environment<Observation, Snapshot>,
  { seeds: [seed, other] = [0, 1], seedsDiffer = true, frames = 1000 }: CheckEnvironmentOptions = {},
): Promise<readonly EnvironmentFinding[]> {
  const findings: EnvironmentFinding[] = [];
  const trial: EnvironmentTrial<Observation, Snapshot> = {
    ...{ environment, frames },
    report: (rule, message) => {
      if (message === null || findings.some((finding) => finding.rule === rule)) return;
      findings.push({ rule, message });
    },
  };
  const { report } = trial;
  const rest = environment.actionSpec === null ? null : idleAction(environment.actionSpec);
  report('begins-with-reset', await unrefused('a step before reset', () => environment.step(rest)));
  const played = await playTrial(trial, seed, true);
  const differing = await playTrial(trial, other, false);
  if (seedsDiffer && played.prints.join() === differing.prints.join()) {
    report('seeds-differ', `seeds ${seed} and ${other} must give different episodes, got the same bytes`);
  }
  // From half-way through another episode, of which nothing may be left after the reset.
  await environment.reset(other);
  if (differing.actions.length > 1) await environment.step(differing.actions[0] ?? null);
  const again = await playTrial(trial, seed, false);
  const at = played.prints.findIndex((print, frame) => print !== again.prints[frame]);
  if (at >= 0 || played.prints.length !== again.prints.length) {
    report(
      'same-seed-same-bytes',
      `seed ${seed} must give the same again, with and without snapshots, got other bytes at frame ${at}`,
    );
  }
  await checkRefusals(trial, seed, played);
  await checkRestores(trial, other, played);
  return findings;
}
