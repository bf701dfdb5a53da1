#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts';
import { say } from './terminal.ts';

const interrupt = new AbortController();

/** The first Ctrl-C asks the work to stop at a safe point; the second ends it at once. */
function onInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(1);
  say('\nStopping: what is finished stays. Press Ctrl-C again to stop at once.');
  interrupt.abort();
}

process.on('SIGINT', onInterrupt);
process.on('SIGTERM', onInterrupt);
const code = await runCommandLine(process.argv.slice(2), interrupt.signal);
if (code !== 0) process.exitCode = code;
// A GPU driver's threads would keep a finished process alive.
process.stdout.write('', () => process.exit(process.exitCode ?? 0));
