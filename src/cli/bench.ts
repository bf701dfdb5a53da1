import { Command } from 'commander';
import { commaList } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

/** `bench`: the numbers of the README, on this machine. */
export function benchCommand(signal: AbortSignal): Command {
  return new Command('bench')
    .description('measure physics, rendering, generation, prediction and evaluation on this machine')
    .option('--quick', 'shorter runs, rougher figures')
    .option('--only <names>', 'operations whose names begin so, separated by commas', commaList)
    .option('--json', 'print the figures as JSON')
    .action(async ({ json, quick, only }: { json?: true; quick?: true; only?: readonly string[] }) => {
      const { benchAll } = await import('../bench/bench-all.ts');
      const result = await benchAll({
        quick: quick === true,
        only,
        onProgress: createProgressLine(),
        signal,
      });
      if (json) {
        printJson(result);
        return;
      }
      say(`\n${result.machine}\n`);
      const wide = Math.max(...result.rows.map(({ name }) => name.length));
      for (const { name, value, unit, target } of result.rows) {
        const figure = `${value.toPrecision(3)} ${unit}`.padEnd(22);
        say(`${name.padEnd(wide)}  ${figure}${target === null ? '' : ` target ${target}`}`);
      }
    });
}
