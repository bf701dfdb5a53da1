import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, platform } from 'node:os';
import { basename } from 'node:path';
import { VERSION } from '../core/version.ts';
import type { Provider } from '../onnx/session.ts';
import type { TrainingPlan } from './checkpoint.ts';
import type { PackIndex } from './pack/pack-index.ts';
import type { TrainingHistory } from './training-history.ts';
import type { TrainingRun } from './training-run.ts';

/** Layout of a record. */
const RECORD_VERSION = 1;

/** Where a training ran. */
export type TrainingMachine = {
  readonly cpu: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly onnxruntime: string;
  readonly worldwright: string;
};

/** What a pack held. */
export type TrainingData = Pick<
  PackIndex,
  'split' | 'width' | 'height' | 'fps' | 'actionDim' | 'dataSha256' | 'datasets' | 'scenes'
> & {
  readonly clips: number;
  readonly frames: number;
  /** By scene: numbers of its own actions. */
  readonly sceneActionDims: readonly number[];
};

/** One training, and what it came to: enough to do it again. */
export type TrainingLeg = {
  /** The model's name: that of its file. */
  readonly name: string;
  readonly architecture: string;
  readonly plan: TrainingPlan;
  readonly data: readonly TrainingData[];
  /** What it began with; null = random weights. */
  readonly init: { readonly file: string; readonly sha256: string } | null;
  readonly steps: number;
  readonly samples: number;
  /** Multiplications and additions, forward and back. */
  readonly flops: number;
  readonly seconds: number;
  readonly skippedSteps: number;
  readonly provider: Provider;
  /** What that ran on, as it calls itself; left out = the processor. */
  readonly device?: string;
  readonly threads: number;
  readonly machine: TrainingMachine;
};

/** A training with those that it goes on from, and with its curves: what `.train.json` holds. */
export type TrainingRecord = TrainingLeg & {
  readonly version: number;
  /** Trainings before this one, the first first. */
  readonly legs: readonly TrainingLeg[];
  readonly history: TrainingHistory;
};

/** The version of a package as it is installed. */
function installedVersion(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

const machine = (): TrainingMachine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  system: `${platform()} ${arch()}`,
  node: process.versions.node,
  onnxruntime: installedVersion('onnxruntime-node'),
  worldwright: VERSION,
});

function dataOf({ clips, actionsCrc32: _, ...index }: PackIndex): TrainingData {
  const widest = (scene: number): number =>
    Math.max(0, ...clips.filter((clip) => clip.scene === scene).map((clip) => clip.actionDim));
  return {
    ...index,
    clips: clips.length,
    frames: clips.reduce((sum, { frames }) => sum + frames, 0),
    sceneActionDims: index.scenes.map((_, scene) => widest(scene)),
  };
}

/** The trainings that led to a model, from the record beside it; none without one. */
function legsBefore(init: TrainingLeg['init']): TrainingLeg[] {
  if (init === null) return [];
  const file = `${init.file.replace(/\.checkpoint$/, '')}.train.json`;
  if (!existsSync(file)) return [];
  const { legs, history: _, version: __, ...last } = JSON.parse(readFileSync(file, 'utf8')) as TrainingRecord;
  return [...legs, last];
}

/** A record as text: measured numbers to six digits, which is more than a curve shows. */
export const recordText = (record: TrainingRecord): string => {
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
  return `${JSON.stringify(record, short)}\n`;
};

/** The record of a training as far as it is. */
export function makeRecord({ prepared, history }: TrainingRun, step: number, name: string): TrainingRecord {
  const { plan, packs, beginning, provider, device, threads } = prepared;
  const { config } = plan;
  const last = history.points.at(-1);
  return {
    version: RECORD_VERSION,
    name,
    architecture: `wm-d${config.experts ? '-moe' : ''} ${config.size} ${config.side}`,
    plan,
    data: packs.map(({ index }) => dataOf(index)),
    init: beginning.init && { ...beginning.init, file: basename(beginning.init.file) },
    steps: step,
    samples: last?.samples ?? 0,
    flops: last?.flops ?? 0,
    seconds: last?.seconds ?? 0,
    skippedSteps: last?.skipped ?? 0,
    ...{ provider, ...(device === '' ? {} : { device }), threads, machine: machine() },
    legs: legsBefore(beginning.init),
    history,
  };
}
