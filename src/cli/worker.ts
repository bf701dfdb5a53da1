import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import type { QueueAddress } from '../dataset/runner/queue/queue-address.ts';
import { amount, queueAddress, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly queue: QueueAddress;
  readonly workers: number;
  readonly patience?: number;
  readonly json?: true;
};

/** `worker`: makes episodes of a dataset that a queue asks for. */
export function workerCommand(signal: AbortSignal): Command {
  return new Command('worker')
    .description('make episodes that generate --queue shares out, on this machine, until there are no more')
    .argument('<dataset>', 'folder of the dataset, which all machines share')
    .requiredOption('--queue <url>', 'the queue, redis://host:6379/0', queueAddress)
    .option('--workers <n>', 'processes', wholeNumber('--workers', 1, 256), availableParallelism())
    .option(
      '--patience <seconds>',
      'replace a process that gives no sign of life for so long (default: 600)',
      amount('--patience'),
    )
    .option('--json', 'print the result as JSON')
    .action(async (dir: string, { json, ...options }: Options) => {
      const { workQueue } = await import('../dataset/runner/queue/work-queue.ts');
      const onProgress = createProgressLine();
      const worked = await workQueue({ ...options, dir, onProgress, onWords: say, signal });
      if (json) {
        printJson(worked);
        return;
      }
      const { committed, there, frames } = worked;
      const late = there === 0 ? '' : `, and was given ${there} that were there already`;
      say(`${worked.dir}: this worker made ${committed} episodes (${frames} frames)${late}.`);
    });
}
