import { Command } from 'commander';
import { VERSION } from '../core/version.ts';
import { benchCommand } from './bench.ts';
import { curateCommand } from './curate.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { evaluateCommand } from './evaluate.ts';
import { exportCommand } from './export.ts';
import { generateCommand } from './generate.ts';
import { inspectCommand } from './inspect.ts';
import { packCommand } from './pack.ts';
import { predictCommand } from './predict.ts';
import { repairCommand } from './repair.ts';
import { trainCommand } from './train.ts';
import { verifyCommand } from './verify.ts';
import { viewCommand } from './view.ts';
import { workerCommand } from './worker.ts';

/** The whole command line; `signal` asks the work to stop at a safe point. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('worldwright')
    .description('Simulated video with exact truth for robot world models: make it, predict it, measure it.')
    .version(VERSION)
    .option('--verbose', 'print the stack of an error')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  const commands = [
    doctorCommand,
    demoCommand,
    generateCommand,
    workerCommand,
    verifyCommand,
    repairCommand,
    inspectCommand,
    curateCommand,
    exportCommand,
    packCommand,
    trainCommand,
    predictCommand,
    evaluateCommand,
    viewCommand,
    benchCommand,
  ];
  for (const command of commands) {
    program.addCommand(command(signal).copyInheritedSettings(program));
  }
  return program;
}
