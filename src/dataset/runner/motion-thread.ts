import { parentPort, workerData } from 'node:worker_threads';
import { loadSimulation } from '../../simulator/load-simulation.ts';
import { chooseMotion } from '../choose-motion.ts';
import { Discarded } from '../discarded.ts';
import { type LoadedPolicy, loadPolicy } from '../load-policy.ts';
import { type PlannedEpisode, plannedEpisodes } from '../plan.ts';
import { parsePlan } from '../plan-file.ts';
import { countedPolicy } from './policy-watch.ts';
import { toSent } from './sent-error.ts';
import type { MotionAnswer, MotionStart } from './threaded-motion.ts';

const { plan: text, calls } = workerData as MotionStart;
const plan = parsePlan(text, 'the plan given to a thread');
const planned = new Map(plannedEpisodes(plan).map((episode) => [episode.id, episode]));
let policy: Promise<LoadedPolicy> | null = null;

const send = (answer: MotionAnswer): void => parentPort?.postMessage(answer);

/** The plan's policy; that of a user is looked after. */
async function load(): Promise<LoadedPolicy> {
  const loaded = await loadPolicy(plan.policy);
  return loaded.foreign ? { ...loaded, create: countedPolicy(calls, loaded.create) } : loaded;
}

async function obey(id: string): Promise<void> {
  try {
    await loadSimulation();
    policy ??= load();
    const episode = planned.get(id) as PlannedEpisode;
    const chosen = chooseMotion(plan, episode, await policy, () => send({ kind: 'frame' }));
    send({ kind: 'chosen', chosen });
  } catch (error) {
    if (error instanceof Discarded) send({ kind: 'discarded', reason: error.message });
    else send({ kind: 'failed', error: toSent(error) });
  }
}

parentPort?.on('message', (id: string) => void obey(id));
