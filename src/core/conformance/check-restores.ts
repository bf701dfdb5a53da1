import type { EnvironmentTrial } from './environment-trial.ts';
import type { PlayedTrial } from './play-trial.ts';
import { timeStepPrint } from './time-step-faults.ts';

/**
 * Restores clones of snapshots from the start, the middle and the end of an episode, the middle twice, and plays
 * each to the end: every time step must be what it was without the interruption.
 */
export async function checkRestores<Observation extends object, Snapshot>(
  { environment, report }: EnvironmentTrial<Observation, Snapshot>,
  other: number,
  { prints, actions, snapshots }: PlayedTrial<Snapshot>,
): Promise<void> {
  const last = prints.length - 1;
  const middle = Math.floor(last / 2);
  await environment.reset(other);
  for (const from of [middle, 0, last, middle]) {
    let shown = await environment.restore(structuredClone(snapshots[from] as Snapshot));
    for (let frame = from; frame <= last; frame++) {
      if (frame > from) shown = await environment.step(actions[frame - 1] ?? null);
      if (timeStepPrint(shown) !== prints[frame]) {
        const got = frame === from ? 'another time step at once' : `another time step at frame ${frame}`;
        report('restores', `a snapshot of frame ${from} must go on as if undisturbed, got ${got}`);
        break;
      }
    }
  }
}
