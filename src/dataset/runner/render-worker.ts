import { ToolkitError } from '../../core/error.ts';
import { openSimulator, type Simulator } from '../../simulator/open-simulator-node.ts';
import type { SimulatedFrame } from '../../simulator/simulate-episode.ts';
import { madeBy } from '../made-by.ts';
import { type MadeBy, type Plan, type PlannedEpisode, plannedEpisodes } from '../plan.ts';
import { planEpisode } from '../plan-episode.ts';
import { parsePlan, planClasses, planIds } from '../plan-file.ts';
import { recordEpisode } from '../record-episode.ts';
import type { FromWorker, ToWorker, WorkerJob, WorkerStart } from './messages.ts';
import { toSent } from './sent-error.ts';
import { type EncodeThread, startEncodeThread } from './threaded-tracks.ts';

/** What a worker keeps from episode to episode. */
type Bench = {
  readonly plan: Plan;
  readonly planned: ReadonlyMap<string, PlannedEpisode>;
  readonly ids: Readonly<Record<string, number>>;
  readonly simulator: Simulator;
  readonly encoder: EncodeThread;
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

async function record({ plan, planned: all, ids, simulator, encoder }: Bench, job: WorkerJob): Promise<void> {
  const planned = all.get(job.episode) as PlannedEpisode;
  const episode = planEpisode(plan, planned);
  const { frames, fps, width, height, modalities } = plan;
  const options = {
    ...{ frames, fps, width, height, modalities, cameras: planned.cameras },
    ...{ ids, classIds: planClasses(plan) },
  };
  const played = counted(simulator.play(episode, options));
  const { openTracks } = encoder;
  const recorded = await recordEpisode(job.folder, { plan, planned, episode, frames: played, openTracks });
  send({ kind: 'done', recorded });
}

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
    send({ kind: 'failed', error: toSent(error) });
  }
}

// Ctrl-C reaches the whole group; the parent decides when a worker ends. Without a parent it ends too.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => void obey(message as ToWorker));
