import { isDeepStrictEqual } from 'node:util';
import { ToolkitError } from '../core/error.ts';
import type { Beginning } from './begin-training.ts';
import type { Checkpoint, TrainingPlan } from './checkpoint.ts';
import type { Pack } from './pack/open-pack.ts';
import { makeSchedule } from './schedule.ts';
import { TRAIN_DEFAULTS, type TrainOptions } from './train-options.ts';

/** A plan, but for how long it takes where that is yet to be found. */
export type AskedPlan = Omit<TrainingPlan, 'totalSteps'> & { readonly totalSteps: number | null };

/** What a training is asked to do. */
export function planTraining(
  options: TrainOptions,
  { config, init }: Beginning,
  packs: readonly Pack[],
): AskedPlan {
  return {
    config,
    schedule: options.schedule ?? makeSchedule(config.size, options.batch ?? TRAIN_DEFAULTS.batch),
    seed: options.seed ?? TRAIN_DEFAULTS.seed,
    totalSteps: options.steps ?? null,
    minutes: options.minutes ?? null,
    dataHashes: packs.map(({ index }) => index.dataSha256),
    initSha256: init?.sha256 ?? null,
  };
}

/** What to call a plan's parts, in the order in which they are compared. */
const PARTS: Readonly<Record<keyof TrainingPlan, string>> = {
  config: 'model',
  dataHashes: 'data',
  seed: 'seed',
  initSha256: 'beginning',
  schedule: 'schedule',
  minutes: 'number of minutes',
  totalSteps: 'number of steps',
};

/**
 * The plan to go on with.
 *
 * @throws {@link ToolkitError} `train/checkpoint` when the checkpoint is of another plan, saying where they differ.
 */
export function agreedPlan(asked: AskedPlan, file: string, { plan }: Checkpoint): TrainingPlan {
  const wanted = { ...asked, totalSteps: asked.totalSteps ?? plan.totalSteps };
  for (const [part, name] of Object.entries(PARTS) as [keyof TrainingPlan, string][]) {
    if (isDeepStrictEqual(wanted[part], plan[part])) continue;
    const show = (value: unknown): string => {
      const text = JSON.stringify(value);
      return text.length > 120 ? `${text.slice(0, 120)}…` : text;
    };
    throw new ToolkitError(
      'train/checkpoint',
      `A training is only gone on with as it was begun, and ${file} has another ${name}: ${show(plan[part])} where ${show(wanted[part])} was asked for.`,
      'Ask for the same, choose another --out, or delete the checkpoint to begin anew.',
    );
  }
  return plan;
}
