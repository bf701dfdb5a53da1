#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ToolkitError } from '../core/error.ts';
import { createProgram } from './program.ts';
import { say } from './terminal.ts';

/** Commander's way of saying "help or the version was printed, as asked". */
const SHOWN = new Set(['commander.helpDisplayed', 'commander.version']);

const interrupt = new AbortController();

/** The first Ctrl-C asks the work to stop at a safe point; the second ends it at once. */
function onInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(1);
  say('\nStopping: what is finished stays. Press Ctrl-C again to stop at once.');
  interrupt.abort();
}

/** Says what went wrong in a sentence or two, and gives the exit code that it calls for. */
function report(error: unknown, verbose: boolean): number {
  if (error instanceof CommanderError) {
    if (SHOWN.has(error.code)) return 0;
    if (error.code === 'commander.help') return 2;
    say(`argument/unknown: ${error.message.replace(/^error: /, '').replace(/\n\(/, ' (')}`);
    say('Run it with --help to see what it takes.');
    return 2;
  }
  if (error instanceof ToolkitError) {
    say(`${error.code}: ${error.message}`);
    say(error.hint);
    if (verbose) say(error.stack ?? '');
    return error.exitCode;
  }
  const plain = error instanceof Error ? error.message : String(error);
  say(`unexpected: ${plain}`);
  say('This is a fault of worldwright: report it with the output of the same command and --verbose.');
  if (verbose && error instanceof Error) say(error.stack ?? '');
  return 1;
}

process.on('SIGINT', onInterrupt);
process.on('SIGTERM', onInterrupt);
try {
  await createProgram(interrupt.signal).parseAsync();
} catch (error) {
  process.exitCode = report(error, process.argv.includes('--verbose'));
}
// A GPU driver's threads would keep a finished process alive.
process.stdout.write('', () => process.exit(process.exitCode ?? 0));
