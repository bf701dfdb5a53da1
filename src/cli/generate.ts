import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { ToolkitError } from '../core/error.ts';
import { DEFAULT_MODALITIES, MODALITIES } from '../core/frame.ts';
import type { Outcome } from '../core/task.ts';
import type { Counterfactuals } from '../dataset/plan.ts';
import { PLAN_DEFAULTS } from '../dataset/plan-defaults.ts';
import type { QueueAddress } from '../dataset/runner/queue/queue-address.ts';
import { DRIVER_KINDS, type DriverKind } from '../device/driver-kind.ts';
import { POLICY_NAMES } from '../simulator/policies/named-policy.ts';
import {
  amount,
  branchMoment,
  commaList,
  imageSize,
  oneOf,
  queueAddress,
  shardOf,
  shares,
  wholeNumber,
} from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly out: string;
  readonly episodes?: number;
  readonly frames?: number;
  readonly fps?: number;
  readonly seed?: number;
  readonly size?: { readonly width: number; readonly height: number };
  readonly cameras?: readonly string[];
  readonly modalities?: readonly string[];
  readonly split?: Readonly<Record<string, number>>;
  readonly look?: string;
  readonly policy?: string;
  readonly outcomes?: Readonly<Partial<Record<Outcome, number>>>;
  readonly counterfactuals?: number;
  readonly at?: number | 'event';
  readonly twins?: true;
  readonly actions?: readonly string[];
  readonly driver?: 'auto' | DriverKind;
  readonly workers?: number;
  readonly patience?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly queue?: QueueAddress;
  readonly json?: true;
};

const POLICIES = POLICY_NAMES.join(', ');

/** `generate`: simulates and renders scenes into a dataset. */
export function generateCommand(signal: AbortSignal): Command {
  const most = 1_000_000;
  const size = { width: PLAN_DEFAULTS.width, height: PLAN_DEFAULTS.height };
  const command = new Command('generate')
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
    );
  return addCourse(command)
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
    .option(
      '--patience <seconds>',
      'replace a process that gives no sign of life for so long (default: 600)',
      amount('--patience'),
    )
    .option('--shard <i/n>', 'make only the i-th of n parts, on one of n machines', shardOf)
    .option('--queue <url>', 'share the work with all workers on redis://…', queueAddress)
    .option('--json', 'print the result as JSON')
    .action((scenes: string[], options: Options) => generate(scenes, chosen(command, options), signal));
}

/** Without what is as it is by default: a plan has defaults of its own, and recordings allow no other. */
const chosen = (command: Command, options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).filter(([name]) => command.getOptionValueSource(name) !== 'default'),
  ) as Options;

/** What decides what happens, and how it shall come out. */
const addCourse = (command: Command): Command =>
  command
    .option(
      '--split <shares>',
      'such as train=0.9,test=0.1 (default: train=1); combination and ood show what no other split does',
      shares('--split', 'train=0.9,test=0.1'),
    )
    .option('--policy <name|file>', `${POLICIES}, or a .ts or .js file (default: mixed)`)
    .option(
      '--outcomes <shares>',
      'how the episodes shall come out, such as success=0.6,failure=0.3,near-miss=0.1',
      shares('--outcomes', 'success=0.6,failure=0.4'),
    )
    .option(
      '--counterfactuals <n>',
      'other courses that each episode takes from one frame on',
      wholeNumber('--counterfactuals', 1, 1000),
    )
    .option('--at <frame|event>', 'that frame; event is the first contact (default: event)', branchMoment)
    .option(
      '--actions <files>',
      'what somebody did in the viewer, done again: an episode a file, separated by commas',
      commaList,
    )
    .option('--twins', 'each episode twice, and one law broken in the second: for tests, never for training');

/** The counterfactuals that two flags ask for, of which the second says nothing without the first. */
function branches(
  count: number | undefined,
  at: number | 'event' | undefined,
): { readonly counterfactuals?: Counterfactuals } {
  if (count !== undefined) return { counterfactuals: { count, at: at ?? 'event' } };
  if (at === undefined) return {};
  throw new ToolkitError(
    'argument/invalid',
    `--at must stand beside --counterfactuals, got --at ${at} alone.`,
    'Add --counterfactuals 1, or leave it out.',
  );
}

async function generate(
  scenes: readonly string[],
  { size, json, actions, ...given }: Options,
  signal: AbortSignal,
): Promise<void> {
  const { counterfactuals, at, ...options } = given;
  const { generateDataset } = await import('../dataset/generate.ts');
  const { readRecordingFile } = await import('../dataset/read-recording-file.ts');
  const { readSceneFile } = await import('../dataset/read-scene-file.ts');
  const { outcomeWords } = await import('../dataset/outcome-mix.ts');
  const { discardWords } = await import('../dataset/discard-words.ts');
  const dataset = await generateDataset({
    ...options,
    ...branches(counterfactuals, at),
    scenes: scenes.map(readSceneFile),
    ...(actions === undefined ? {} : { recordings: actions.map(readRecordingFile) }),
    ...size,
    onProgress: createProgressLine(),
    onWords: say,
    signal,
  });
  const { dir, planned, planSha256, plan, discarded, outcomes } = dataset;
  const episodes = dataset.episodes.length;
  if (json) {
    printJson({ dir, planSha256, planned, episodes, discarded, outcomes, madeBy: plan.madeBy });
    return;
  }
  say(`${dir}: ${episodes} of ${planned} episodes, drawn by ${plan.madeBy.driver.description}.`);
  if (outcomes !== null) say(outcomeWords(outcomes));
  if (discarded.length > 0) say(discardWords(discarded, planned));
}
