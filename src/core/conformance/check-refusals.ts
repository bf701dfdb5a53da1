import { type ArraySpec, ofElement } from '../array-spec.ts';
import type { EnvironmentTrial } from './environment-trial.ts';
import type { PlayedTrial } from './play-trial.ts';
import { timeStepPrint } from './time-step-faults.ts';
import { unrefused } from './unrefused.ts';

/** Tries actions that break the spec: each must be refused, and none may change what happens next. */
export async function checkRefusals<Observation extends object, Snapshot>(
  { environment, report }: EnvironmentTrial<Observation, Snapshot>,
  seed: number,
  played: PlayedTrial<Snapshot>,
): Promise<void> {
  await environment.reset(seed);
  for (const [what, action] of badActions(environment.actionSpec, played.actions[0] ?? null)) {
    report('refuses-actions', await unrefused(what, () => environment.step(action)));
  }
  if (played.prints.length < 2) return;
  const next = timeStepPrint(await environment.step(played.actions[0] ?? null));
  if (next !== played.prints[1]) {
    report('refuses-actions', 'a refused action must change nothing, got another next time step');
  }
}

type BadAction = readonly [what: string, action: Float32Array | null];

function badActions(spec: ArraySpec | null, good: Float32Array | null): readonly BadAction[] {
  if (spec === null || good === null) return [['an action where nothing acts', Float32Array.of(0)]];
  const withLast = (value: number): Float32Array => Float32Array.of(...good.subarray(0, -1), value);
  const last = good.length - 1;
  const [low, high] = [ofElement(spec.low, last), ofElement(spec.high, last)];
  // Far enough that float32 cannot round it back.
  const beyond = (bound: number): number => 1e-3 * Math.max(1, Math.abs(bound));
  return [
    ['no action', null],
    ['an action that is too short', good.subarray(0, -1)],
    ['an action that is too long', Float32Array.of(...good, good[0] ?? 0)],
    ['an action with NaN', withLast(Number.NaN)],
    ['an infinite action', withLast(Infinity)],
    ...(low > -Infinity ? [[`an action below ${low}`, withLast(low - beyond(low))] as const] : []),
    ...(high < Infinity ? [[`an action above ${high}`, withLast(high + beyond(high))] as const] : []),
  ];
}
