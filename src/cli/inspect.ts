import { join } from 'node:path';
import { Command } from 'commander';
import { wholeNumber } from './parse-option.ts';
import { printJson, say } from './terminal.ts';

type Options = {
  readonly sheet?: string;
  readonly points?: string;
  readonly frame: number;
  readonly strict?: true;
  readonly json?: true;
};

/** `inspect`: says what a scene, robot, dataset, episode, pack, model or folder of predictions is. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description(
      'say what a scene, robot, dataset, episode, pack, world model or prediction is; --sheet draws a robot, a dataset or an episode',
    )
    .argument(
      '<path>',
      'scene or URDF file or name, folder of a dataset, episode or predictions, pack or ONNX file',
    )
    .option(
      '--sheet <file.png>',
      'draw every modality over time, with scales and a legend, or a robot from three sides',
    )
    .option('--points <file.ply>', 'of an episode: write what its cameras see at one frame as points')
    .option('--frame <n>', 'the frame of --points', wholeNumber('--frame', 0, 1e6), 0)
    .option('--strict', 'of a robot: refuse an inertia that no body can have, rather than replace it')
    .option('--json', 'print the findings as JSON')
    .action(async (path: string, { json, ...drawings }: Options) => {
      const { kind, facts, words } = await (await import('./examine-path.ts')).examinePath(path, drawings);
      if (json) printJson({ kind, ...facts });
      else {
        say(`${join(path)}: ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`);
        for (const line of words) say(`  ${line}`);
        if (drawings.sheet !== undefined) say(`  drawn in ${drawings.sheet}`);
      }
    });
}
