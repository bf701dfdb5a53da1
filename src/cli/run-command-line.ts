import { CommanderError } from 'commander';
import { ToolkitError } from '../core/error.ts';
import { createProgram } from './program.ts';
import { say } from './terminal.ts';

/** Commander's way of saying "help or the version was printed, as asked". */
const SHOWN = new Set(['commander.helpDisplayed', 'commander.version']);

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

/**
 * Does what the command line asks for.
 *
 * @param args - What stands behind the program's name.
 * @param signal - Asks the work to stop at a safe point.
 * @returns The exit code: 0, or that of what went wrong, which has been said on stderr. A command that found something
 * wrong without failing, as `verify` does, leaves its own in `process.exitCode`.
 */
export async function runCommandLine(args: readonly string[], signal: AbortSignal): Promise<number> {
  try {
    await createProgram(signal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, args.includes('--verbose'));
  }
}
