import { setFlagsFromString } from 'node:v8';
import type { SimulatedFrame } from '../../simulator/simulate-episode.ts';
import { Discarded } from '../discarded.ts';
import { recordEpisode } from '../record-episode.ts';
import type { FromWorker, ToWorker, WorkerJob, WorkerStart } from './messages.ts';
import { openPlannedPlayer, type PlannedPlayer } from './planned-player.ts';
import { toSent } from './sent-error.ts';
import { type EncodeThread, startEncodeThread } from './threaded-tracks.ts';

// Before the engine is loaded. V8 optimises what has run for some milliseconds, which took a third of a small dataset's
// time; what runs for longer than that is still optimised.
setFlagsFromString('--wasm-tiering-budget=300000000');

/** What a worker keeps from episode to episode. */
type Bench = { readonly player: PlannedPlayer; readonly encoder: EncodeThread };

const send = (message: FromWorker): void => {
  process.send?.(message);
};

const setUp = async ({ plan, driver }: WorkerStart): Promise<Bench> => ({
  player: await openPlannedPlayer(plan, driver, () => send({ kind: 'alive' })),
  encoder: startEncodeThread(),
});

/** Passes frames on and tells the parent of each. */
async function* counted(frames: AsyncIterable<SimulatedFrame>): AsyncGenerator<SimulatedFrame> {
  for await (const frame of frames) {
    send({ kind: 'frame' });
    yield frame;
  }
}

async function record({ player, encoder }: Bench, job: WorkerJob): Promise<void> {
  const { planned, episode, motion, frames } = await player.play(job.episode);
  const recorded = await recordEpisode(job.folder, {
    ...{ plan: player.plan, planned, episode, motion, openTracks: encoder.openTracks },
    frames: counted(frames),
  });
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
    if (error instanceof Discarded) send({ kind: 'discarded', reason: error.message });
    else send({ kind: 'failed', error: toSent(error) });
  }
}

// Ctrl-C reaches the whole group; the parent decides when a worker ends. Without a parent it ends too.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => void obey(message as ToWorker));
