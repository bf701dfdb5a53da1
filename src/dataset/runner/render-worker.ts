import { ToolkitError } from '../../core/error.ts';
import { type Driver, openDriver } from '../../device/driver-node.ts';
import { createRenderer, type Renderer } from '../../render/renderer.ts';
import { sampleEpisode } from '../../scene/sample-episode.ts';
import { type SimulatedFrame, simulateEpisode } from '../../simulator/simulate-episode.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from '../plan.ts';
import { parsePlan, planIds } from '../plan-file.ts';
import { recordEpisode } from '../record-episode.ts';
import type { FromWorker, SentError, ToWorker, WorkerJob, WorkerStart } from './messages.ts';

/** What a worker keeps from episode to episode. */
type Bench = {
  readonly plan: Plan;
  readonly planned: ReadonlyMap<string, PlannedEpisode>;
  readonly ids: Readonly<Record<string, number>>;
  readonly driver: Driver;
  readonly renderer: Renderer;
};

const send = (message: FromWorker): void => {
  process.send?.(message);
};

async function setUp({ plan: text, driver: kind }: WorkerStart): Promise<Bench> {
  const plan = parsePlan(text, 'the plan given to a worker');
  const driver = await openDriver(kind);
  return {
    plan,
    planned: new Map(plannedEpisodes(plan).map((planned) => [planned.id, planned])),
    ids: planIds(plan),
    driver,
    renderer: await createRenderer(driver.device),
  };
}

/** Passes frames on and tells the parent of each. */
async function* counted(frames: AsyncIterable<SimulatedFrame>): AsyncGenerator<SimulatedFrame> {
  for await (const frame of frames) {
    send({ kind: 'frame' });
    yield frame;
  }
}

async function record({ plan, planned: all, ids, renderer }: Bench, job: WorkerJob): Promise<void> {
  const planned = all.get(job.episode) as PlannedEpisode;
  const scene = plan.scenes.find(({ name }) => name === planned.scene)?.scene;
  if (scene === undefined) throw new Error(`the plan has no scene ${planned.scene}`);
  const episode = sampleEpisode(scene, planned.seed);
  const { frames, fps, width, height } = plan;
  const options = { frames, fps, width, height, cameras: planned.cameras, ids };
  const played = counted(simulateEpisode(episode, options, renderer));
  const recorded = await recordEpisode(job.folder, { plan, planned, episode, ids, frames: played });
  send({ kind: 'done', recorded });
}

function toSent(error: unknown): SentError {
  if (error instanceof ToolkitError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error), hint: '' };
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
