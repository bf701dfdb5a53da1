import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { sha256 } from '#src/media/sha256.ts';
import { NO_LOSSES } from '#src/train/loss-watch.ts';
import { makeSchedule, type SchedulePhase } from '#src/train/schedule.ts';
import { runTrainLoop, type TrainLoop } from '#src/train/train-loop.ts';
import type { TrainingPhase, TrainingState } from '#src/train/training-session.ts';
import type { WindowBatch } from '#src/train/window-batch.ts';
import type { WmDConfig } from '#src/world-model/wm-d/wm-d-config.ts';
import { biasNetwork, type Faults } from './bias-network.ts';

const CONFIG: WmDConfig = { size: 'micro', side: 64, actionDim: 0, experts: false, heads: [] };
const SCHEDULE = makeSchedule('micro', 2);

/** Windows that follow from the step: pictures that become brighter. */
function readBatch({ batch, unroll }: TrainingPhase, step: number): WindowBatch {
  const frames = 4 + unroll;
  const first = createRng(step).integer(0, 50);
  const pixels = 3 * 64 * 64;
  const rgb = new Uint8Array(batch * frames * pixels).map(
    (_, i) => first + (i % 7) + 10 * (Math.floor(i / pixels) % frames),
  );
  return { batch, frames, rgb, actions: new Float32Array(0), labels: new Uint8Array(0) };
}

function loopOf(totalSteps: number, faults?: Faults): TrainLoop {
  const network = biasNetwork(faults);
  return {
    ...{ schedule: SCHEDULE, totalSteps, step: 0, memory: NO_LOSSES, readBatch },
    state: network.initialState(CONFIG, 0),
    phaseAt: (index) => ({ config: CONFIG, ...(SCHEDULE.phases[index] as SchedulePhase) }),
    openSession: (phase, state) => network.openSession(phase, state),
    onStep: () => undefined,
    onPause: async () => undefined,
    stopped: () => false,
    kept: () => 'nothing was kept',
  };
}

const hashOf = (state: TrainingState): string =>
  sha256(
    [state.parameters, state.moment1, state.moment2, state.average]
      .map((array) => sha256(new Uint8Array(array.buffer)))
      .join(),
  );

/** Trains, interrupted after each of the steps, and hands over as a checkpoint would. */
async function trainInPieces(total: number, stops: readonly number[], faults?: Faults): Promise<string> {
  const loop = loopOf(total, faults);
  let at: Pick<TrainLoop, 'step' | 'memory' | 'state'> = loop;
  for (const stop of [...stops, total]) {
    let done = at.step;
    const end = await runTrainLoop({
      ...loop,
      ...at,
      onStep: ({ step }) => {
        done = step;
      },
      stopped: () => done >= stop,
    });
    at = { ...end, memory: JSON.parse(JSON.stringify(end.memory)) };
  }
  return hashOf(at.state);
}

describe('runTrainLoop', () => {
  it('comes to the same weights however often it is interrupted, at the ends of phases too', async () => {
    const undisturbed = await trainInPieces(40, []);
    expect(await trainInPieces(40, [1, 17, 32, 38])).toBe(undisturbed);
    expect(await trainInPieces(40, [31, 33, 39])).toBe(undisturbed);
  });

  it('does so with steps that were skipped', async () => {
    const faults: Faults = (step) => step % 7 === 0;
    expect(await trainInPieces(40, [7, 20], faults)).toBe(await trainInPieces(40, [], faults));
    expect(await trainInPieces(40, [], faults)).not.toBe(await trainInPieces(40, []));
  });

  it('learns', async () => {
    const losses: number[] = [];
    await runTrainLoop({ ...loopOf(40), onStep: ({ report }) => losses.push(report.loss) });
    expect(losses).toHaveLength(40);
    expect(losses[30]).toBeLessThan(losses[0] as number);
  });

  it('ends a training that has come apart, with a sentence that says what is kept', async () => {
    await expect(runTrainLoop(loopOf(100, (step) => step > 15))).rejects.toThrow(
      /at step 35 it had not for 20 steps in a row; nothing was kept/,
    );
  });

  it('pauses where a new phase begins, and nowhere else between sessions', async () => {
    const pauses: number[] = [];
    await runTrainLoop({
      ...loopOf(40),
      onPause: async ({ step }, newPhase) => void (newPhase && pauses.push(step)),
    });
    expect(pauses).toEqual([32, 38]);
  });
});
