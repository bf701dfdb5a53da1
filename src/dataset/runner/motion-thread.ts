import { parentPort, workerData } from 'node:worker_threads';
import { loadSimulation } from '../../simulator/load-simulation.ts';
import { chooseMotion } from '../choose-motion.ts';
import { Discarded } from '../discarded.ts';
import { type LoadedPolicy, loadPolicy } from '../load-policy.ts';
import { type PlannedEpisode, plannedEpisodes } from '../plan.ts';
import { parsePlan } from '../plan-file.ts';
import { toSent } from './sent-error.ts';
import type { MotionAnswer } from './threaded-motion.ts';

const plan = parsePlan(String(workerData), 'the plan given to a thread');
const planned = new Map(plannedEpisodes(plan).map((episode) => [episode.id, episode]));
let policy: Promise<LoadedPolicy> | null = null;

const send = (answer: MotionAnswer): void => parentPort?.postMessage(answer);

async function obey(id: string): Promise<void> {
  try {
    await loadSimulation();
    policy ??= loadPolicy(plan.policy);
    const episode = planned.get(id) as PlannedEpisode;
    const chosen = chooseMotion(plan, episode, await policy, () => send({ kind: 'frame' }));
    send({ kind: 'chosen', chosen });
  } catch (error) {
    if (error instanceof Discarded) send({ kind: 'discarded', reason: error.message });
    else send({ kind: 'failed', error: toSent(error) });
  }
}

parentPort?.on('message', (id: string) => void obey(id));
