import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { DEFAULT_MODALITIES, MODALITIES } from '../core/frame.ts';
import { PLAN_DEFAULTS } from '../dataset/plan-defaults.ts';
import { DRIVER_KINDS, type DriverKind } from '../device/driver-kind.ts';
import { commaList, imageSize, oneOf, shardOf, splitShares, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly out: string;
  readonly episodes: number;
  readonly frames: number;
  readonly fps: number;
  readonly seed: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly cameras?: readonly string[];
  readonly modalities?: readonly string[];
  readonly split?: Readonly<Record<string, number>>;
  readonly look: string;
  readonly driver: 'auto' | DriverKind;
  readonly workers: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly json?: true;
};

/** `generate`: simulates and renders scenes into a dataset. */
export function generateCommand(signal: AbortSignal): Command {
  const most = 1_000_000;
  const size = { width: PLAN_DEFAULTS.width, height: PLAN_DEFAULTS.height };
  return new Command('generate')
    .description('simulate and render scenes into a dataset; run it again to go on where it stopped')
    .argument('<scenes...>', 'scene files, or names such as robots/push')
    .requiredOption('--out <dir>', 'folder of the dataset')
    .option(
      '--episodes <n>',
      'episodes of each scene',
      wholeNumber('--episodes', 1, most),
      PLAN_DEFAULTS.episodes,
    )
    .option('--frames <n>', 'frames an episode', wholeNumber('--frames', 1, 100_000), PLAN_DEFAULTS.frames)
    .option(
      '--fps <n>',
      'frames a second; divides the physics rate',
      wholeNumber('--fps', 1, 960),
      PLAN_DEFAULTS.fps,
    )
    .option('--seed <n>', 'seed', wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER), PLAN_DEFAULTS.seed)
    .option('--size <WxH>', 'pixels of a frame', imageSize, size)
    .option('--cameras <names>', 'cameras, separated by commas (default: all)', commaList)
    .option(
      '--modalities <names>',
      `all, or some of ${MODALITIES.join(', ')} (default: ${DEFAULT_MODALITIES.join(', ')})`,
      commaList,
    )
    .option('--split <shares>', 'such as train=0.9,test=0.1 (default: train=1)', splitShares)
    .option(
      '--look <name>',
      'easy (as the scene says) or varied (textures, lights, sky, clutter)',
      PLAN_DEFAULTS.look,
    )
    .option(
      '--driver <name>',
      `auto, ${DRIVER_KINDS.join(', ')}`,
      oneOf('--driver', ['auto', ...DRIVER_KINDS]),
      'auto',
    )
    .option('--workers <n>', 'processes', wholeNumber('--workers', 1, 256), availableParallelism())
    .option('--shard <i/n>', 'make only the i-th of n parts, on one of n machines', shardOf)
    .option('--json', 'print the result as JSON')
    .action(async (scenes: string[], { size: { width, height }, json, ...options }: Options) => {
      const { generateDataset } = await import('../dataset/generate.ts');
      const { readSceneFile } = await import('../dataset/read-scene-file.ts');
      const dataset = await generateDataset({
        ...options,
        scenes: scenes.map(readSceneFile),
        width,
        height,
        onProgress: createProgressLine(),
        onWords: say,
        signal,
      });
      const { dir, planned, planSha256, plan } = dataset;
      const episodes = dataset.episodes.length;
      if (json) printJson({ dir, planSha256, planned, episodes, madeBy: plan.madeBy });
      else say(`${dir}: ${episodes} of ${planned} episodes, drawn by ${plan.madeBy.driver.description}.`);
    });
}
