import { open } from 'node:fs/promises';
import { ToolkitError } from '../core/error.ts';
import { readError } from '../media/file-error.ts';
import { hashFile } from '../media/sha256.ts';
import type { LearntViews } from '../world-model/learnt-views.ts';
import { readWmD, type StoredWmD } from '../world-model/wm-d/read-wm-d-node.ts';
import { WM_D_HEADS, type WmDConfig, type WmDHead } from '../world-model/wm-d/wm-d-config.ts';
import { CHECKPOINT_MAGIC } from './checkpoint.ts';
import { initialState } from './open-training-session.ts';
import type { Pack } from './pack/open-pack.ts';
import type { PackIndex } from './pack/pack-index.ts';
import { looksLikeCheckpoint, readCheckpoint } from './read-checkpoint.ts';
import { TRAIN_DEFAULTS, type TrainOptions } from './train-options.ts';
import type { TrainingState } from './training-session.ts';

/** What a training begins with. */
export type Beginning = {
  readonly config: WmDConfig;
  /** The file and its hash; null = random weights. */
  readonly init: { readonly file: string; readonly sha256: string } | null;
  readonly state: () => TrainingState;
  /** What its weights have learnt from before; null where nobody knows. */
  readonly learntViews: LearntViews | null;
};

async function isCheckpoint(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw readError(file, error);
  });
  const first = Buffer.alloc(CHECKPOINT_MAGIC.length);
  await handle.read(first, 0, first.length, 0).finally(() => handle.close());
  return looksLikeCheckpoint(first);
}

/** Weights to begin with; of a checkpoint those that it would export. */
async function readWeights(file: string): Promise<Omit<StoredWmD, 'fps'> & { readonly fps: number | null }> {
  if (!(await isCheckpoint(file))) return readWmD(file);
  const { plan, state } = await readCheckpoint(file);
  return {
    config: plan.config,
    fps: null,
    parameters: state.average,
    routerBias: state.routerBias,
    learntViews: null,
  };
}

const misfit = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('train/input', `${rule}, ${got}.`, hint);

/** Refuses data that a model cannot go on with. */
function checkFits(
  init: string,
  { config, fps }: { readonly config: WmDConfig; readonly fps: number | null },
  { width, height, fps: dataFps, actionDim }: PackIndex,
): void {
  if (config.side !== width || (fps ?? dataFps) !== dataFps) {
    const rate = fps === null ? '' : ` at ${fps} fps`;
    throw misfit(
      `${init} must go on with frames of its own ${config.side}×${config.side} pixels${rate}`,
      `and the data have ${width}×${height} at ${dataFps} fps`,
      'Generate a dataset of its size and rate, or begin without --init.',
    );
  }
  if (actionDim <= config.actionDim) return;
  throw misfit(
    `${init} takes actions of at most ${config.actionDim} numbers`,
    `and those of the data have ${actionDim}`,
    'Begin without --init.',
  );
}

/** Heads as a configuration lists them: each once. */
const inOrder = (heads: readonly WmDHead[]): WmDHead[] => WM_D_HEADS.filter((head) => heads.includes(head));

/** Refuses another architecture than was asked for by name. */
function checkAsked(init: string, config: WmDConfig, { size, experts, heads }: TrainOptions): void {
  const words = (of: Pick<WmDConfig, 'size' | 'experts' | 'heads'>): string =>
    [`${of.experts ? 'wm-d-moe' : 'wm-d'} ${of.size}`, ...inOrder(of.heads)].join(' + ');
  const asked = {
    size: size ?? config.size,
    experts: experts ?? config.experts,
    heads: heads ?? config.heads,
  };
  if (words(asked) === words(config)) return;
  throw misfit(
    `A training must have the architecture that it begins with`,
    `and ${init} is ${words(config)} where ${words(asked)} was asked for`,
    'Leave --arch, --size and --heads out, or begin without --init.',
  );
}

/** The joint facts of packs; that they are of one size and rate is the window reader's to see. */
function widest(packs: readonly Pack[]): PackIndex {
  const indexes = packs.map(({ index }) => index);
  return indexes.reduce((a, b) => (b.actionDim > a.actionDim ? b : a));
}

/**
 * Finds what a training begins with.
 *
 * @throws {@link ToolkitError} `train/input` when the data do not fit `init`; else as reading it.
 */
export async function beginTraining(options: TrainOptions, packs: readonly Pack[]): Promise<Beginning> {
  const data = widest(packs);
  const { init, seed = TRAIN_DEFAULTS.seed } = options;
  if (init === undefined) {
    const config: WmDConfig = {
      size: options.size ?? TRAIN_DEFAULTS.size,
      side: data.width as WmDConfig['side'],
      actionDim: data.actionDim,
      experts: options.experts ?? TRAIN_DEFAULTS.experts,
      heads: inOrder(options.heads ?? TRAIN_DEFAULTS.heads),
    };
    return { config, init: null, state: () => initialState(config, seed), learntViews: {} };
  }
  const weights = await readWeights(init);
  const { config, parameters, routerBias, learntViews } = weights;
  checkAsked(init, config, options);
  checkFits(init, weights, data);
  const zeros = (): Float32Array => new Float32Array(parameters.length);
  return {
    config,
    init: { file: init, sha256: (await hashFile(init)).sha256 },
    learntViews,
    state: () => ({
      parameters: parameters.slice(),
      moment1: zeros(),
      moment2: zeros(),
      average: parameters.slice(),
      routerBias: routerBias.slice(),
    }),
  };
}
