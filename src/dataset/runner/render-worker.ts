import { ToolkitError } from '../../core/error.ts';
import { openSimulator, type Simulator } from '../../simulator/open-simulator-node.ts';
import type { PolicyFactory } from '../../simulator/policies/policy.ts';
import { replayRecording } from '../../simulator/replay-recording.ts';
import type { SimulatedFrame } from '../../simulator/simulate-episode.ts';
import { Discarded } from '../discarded.ts';
import { madeBy } from '../made-by.ts';
import { type MadeBy, type Plan, type PlannedEpisode, plannedEpisodes } from '../plan.ts';
import { planEpisode } from '../plan-episode.ts';
import { parsePlan, planClasses, planIds } from '../plan-file.ts';
import { recordEpisode } from '../record-episode.ts';
import type { FromWorker, ToWorker, WorkerJob, WorkerStart } from './messages.ts';
import { toSent } from './sent-error.ts';
import { createMotionThread, type MotionThread } from './threaded-motion.ts';
import { type EncodeThread, startEncodeThread } from './threaded-tracks.ts';

/** What a worker keeps from episode to episode. */
type Bench = {
  readonly plan: Plan;
  readonly planned: ReadonlyMap<string, PlannedEpisode>;
  readonly ids: Readonly<Record<string, number>>;
  readonly simulator: Simulator;
  readonly encoder: EncodeThread;
  /** `null` where episodes are played as their seeds say. */
  readonly motion: MotionThread | null;
};

const send = (message: FromWorker): void => {
  process.send?.(message);
};

async function setUp({ plan: text, driver: kind }: WorkerStart): Promise<Bench> {
  const plan = parsePlan(text, 'the plan given to a worker');
  const simulator = await openSimulator(kind);
  checkMadeBy(plan, await madeBy(simulator.driver));
  return {
    plan,
    planned: new Map(plannedEpisodes(plan).map((planned) => [planned.id, planned])),
    ids: planIds(plan),
    simulator,
    encoder: startEncodeThread(),
    motion: isChosen(plan) ? createMotionThread(text) : null,
  };
}

/**
 * Refuses to work with another driver or encoder than the plan promises, which would give other bytes.
 *
 * @throws {@link ToolkitError} `device/lost`.
 */
function checkMadeBy(plan: Plan, here: MadeBy): void {
  const [planned, found] = [JSON.stringify(plan.madeBy), JSON.stringify(here)];
  if (planned === found) return;
  throw new ToolkitError(
    'device/lost',
    `A worker must draw and encode as the plan says, ${planned}, but it has ${found}.`,
    'Run the same command again; if it happens again, force one with --driver or WORLDWRIGHT_ENCODER.',
  );
}

/** Passes frames on and tells the parent of each. */
async function* counted(frames: AsyncIterable<SimulatedFrame>): AsyncGenerator<SimulatedFrame> {
  for await (const frame of frames) {
    send({ kind: 'frame' });
    yield frame;
  }
}

/** Whether a plan asks for more than its seeds give. */
const isChosen = ({ policy, outcomes, counterfactuals }: Plan): boolean =>
  policy !== null || outcomes !== null || counterfactuals !== null;

async function record(bench: Bench, job: WorkerJob): Promise<void> {
  const { plan, ids, simulator, encoder } = bench;
  const planned = bench.planned.get(job.episode) as PlannedEpisode;
  const motion = (await bench.motion?.choose(planned.id)) ?? null;
  const episode = planEpisode(plan, { ...planned, seed: motion?.seed ?? planned.seed });
  const recording = plan.recordings?.[planned.index];
  const { frames, fps, width, height, modalities } = plan;
  const options = {
    ...{ frames, fps, width, height, modalities, cameras: planned.cameras },
    ...{ ids, classIds: planClasses(plan) },
    ...(motion === null ? {} : { policy: replaying(motion.actions) }),
    ...(recording === undefined ? {} : replayRecording(recording)),
  };
  const played = counted(simulator.play(episode, options));
  const { openTracks } = encoder;
  const recorded = await recordEpisode(job.folder, {
    ...{ plan, planned, episode, motion, openTracks },
    frames: played,
  });
  send({ kind: 'done', recorded });
}

/** Does again what was done when the motion was chosen. */
const replaying =
  (actions: readonly Float32Array[] | null): PolicyFactory =>
  () =>
    actions === null ? null : (frame) => actions[frame] as Float32Array;

let bench: Promise<Bench> | null = null;

async function obey(message: ToWorker): Promise<void> {
  try {
    if (message.kind === 'start') {
      bench = setUp(message);
      await bench;
      send({ kind: 'ready' });
    } else if (bench !== null) {
      await record(await bench, message);
    }
  } catch (error) {
    if (error instanceof Discarded) send({ kind: 'discarded', reason: error.message });
    else send({ kind: 'failed', error: toSent(error) });
  }
}

// Ctrl-C reaches the whole group; the parent decides when a worker ends. Without a parent it ends too.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => void obey(message as ToWorker));
