import type { TimeStep } from '../environment.ts';
import { createRng } from '../rng.ts';
import { idleAction, randomAction } from '../spec-actions.ts';
import type { EnvironmentTrial } from './environment-trial.ts';
import { eventFault, observationFault, plainFault, timeStepPrint } from './time-step-faults.ts';
import { unrefused } from './unrefused.ts';

/** An episode as it was played. */
export type PlayedTrial<Snapshot> = {
  /** Of each time step. */
  readonly prints: readonly string[];
  readonly actions: readonly (Float32Array | null)[];
  /** Of each time step, where they were asked for. */
  readonly snapshots: readonly Snapshot[];
};

/** Plays an episode with actions that are the same for every seed, and looks at each of its time steps. */
export async function playTrial<Observation extends object, Snapshot>(
  { environment, frames, report }: EnvironmentTrial<Observation, Snapshot>,
  seed: number,
  takeSnapshots: boolean,
): Promise<PlayedTrial<Snapshot>> {
  const rng = createRng(0).fork('actions');
  const kept: TimeStep<Observation>[] = [];
  const [prints, snapshots, actions] = [[] as string[], [] as Snapshot[], [] as (Float32Array | null)[]];
  let told = 0;
  const look = (shown: TimeStep<Observation>): void => {
    const frame = kept.length;
    const at = (fault: string | null) => (fault === null ? null : `seed ${seed}, frame ${frame}: ${fault}`);
    report('observations-keep-specs', at(observationFault(shown.observation, environment.observationSpecs)));
    report('plain-reward-and-info', at(plainFault(shown)));
    report('orders-events', at(eventFault(shown.events, frame, told)));
    told = shown.events.at(-1)?.time ?? told;
    kept.push(shown);
    prints.push(timeStepPrint(shown));
    if (takeSnapshots) snapshots.push(environment.snapshot());
  };
  let shown = await environment.reset(seed);
  look(shown);
  while (!(shown.terminated || shown.truncated) && kept.length < frames) {
    const spec = environment.actionSpec;
    const action = spec === null ? null : randomAction(spec, rng);
    actions.push(action);
    shown = await environment.step(action);
    look(shown);
  }
  const changed = kept.findIndex((step, frame) => timeStepPrint(step) !== prints[frame]);
  if (changed >= 0) {
    report('observations-stay', `what frame ${changed} showed must stay, got it changed by later steps`);
  }
  const spec = environment.actionSpec;
  const rest = spec === null ? null : idleAction(spec);
  const endless = `an episode must end within ${frames} frames, got no end with seed ${seed}`;
  const hasEnded = shown.terminated || shown.truncated;
  report('ends', hasEnded ? await unrefused('a step after the end', () => environment.step(rest)) : endless);
  return { prints, actions, snapshots };
}
