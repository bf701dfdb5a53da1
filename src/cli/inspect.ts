import { join } from 'node:path';
import { Command } from 'commander';
import { printJson, say } from './terminal.ts';

/** `inspect`: says what a scene, dataset, episode, model or folder of predictions is. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('say what a scene, dataset, episode, world model or prediction is; --sheet draws a dataset')
    .argument('<path>', 'scene file or name, folder of a dataset, episode or predictions, or ONNX file')
    .option('--sheet <file.png>', 'draw a contact sheet: picture, depth and ids over time')
    .option('--json', 'print the findings as JSON')
    .action(async (path: string, { sheet, json }: { sheet?: string; json?: true }) => {
      const { kind, facts, words } = await (await import('./examine-path.ts')).examinePath(path, sheet);
      if (json) printJson({ kind, ...facts });
      else {
        say(`${join(path)}: ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`);
        for (const line of words) say(`  ${line}`);
        if (sheet !== undefined) say(`  drawn in ${sheet}`);
      }
    });
}
