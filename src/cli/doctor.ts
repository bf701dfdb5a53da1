import { Command } from 'commander';
import { printJson, say } from './terminal.ts';

/** `doctor`: which renderers, ONNX providers and encoders this machine has, and how fast. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'say which renderer, ONNX provider and encoder this machine has, how fast, and what to install',
    )
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const { examineMachine } = await import('./examine-machine.ts');
      const found = await examineMachine();
      if (options.json) {
        printJson(found);
        return;
      }
      say(`worldwright ${found.version} · Node ${found.node} · ${found.machine}\n`);
      say('Renderers, best first (ground, 30 bodies and a shadow at 128²):');
      for (const driver of found.drivers) {
        if ('missing' in driver) say(`  – ${driver.kind}: not here. ${driver.missing}`);
        else say(`  ✓ ${driver.kind}: ${driver.description} · ${driver.viewsPerSecond.toFixed(1)} views/s`);
      }
      say('\nONNX Runtime:');
      for (const { works, words } of found.providers) say(`  ${works ? '✓' : '–'} ${words}`);
      say(`  Predictions and trainings take ${found.auto}, unless told otherwise.`);
      say('\nVideo encoders, best first:');
      for (const encoder of found.encoders) say(`  ✓ ${encoder.name} ${encoder.version}`);
      if (found.encoders.length === 0)
        say('  – none. Run `npm install node-av`, or install ffmpeg 5.1 or newer.');
    });
}
