import { resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import type { ProviderChoice } from '../onnx/provider-node.ts';
import type { Provider } from '../onnx/session.ts';
import type { WmDHead, WmDSize } from '../world-model/wm-d/wm-d-config.ts';
import type { Schedule } from './schedule.ts';

/** What to train, on what, and how long. */
export type TrainOptions = {
  /** Folders of datasets, or packs; datasets are packed beside the model first. */
  readonly data: readonly string[];
  /** The ONNX file to make. Beside it come `.checkpoint`, `.train.json`, `.train.html`, and a card. */
  readonly out: string;
  /** Default nano, or that of `init`. */
  readonly size?: WmDSize | undefined;
  /** A mixture of experts; default no, or as `init`. */
  readonly experts?: boolean | undefined;
  /** What it predicts beside pictures; default nothing, or as `init`. */
  readonly heads?: readonly WmDHead[] | undefined;
  /** Time, from which the steps are counted once, by timing some. One of `minutes` and `steps` is given. */
  readonly minutes?: number | undefined;
  readonly steps?: number | undefined;
  /** A model or a checkpoint whose (mean) weights it begins with. */
  readonly init?: string | undefined;
  /** A dataset on whose clips it is tried while it learns. */
  readonly validate?: string | undefined;
  readonly seed?: number | undefined;
  /** Windows of a step. */
  readonly batch?: number | undefined;
  /** Instead of what is usual for the size. */
  readonly schedule?: Schedule | undefined;
  readonly provider?: ProviderChoice | undefined;
  /** Of one operator on the CPU; default as many as there are cores. */
  readonly threads?: number | undefined;
  /** Stores the model's weights in half precision: half the size, and less than a hundredth of a dB. Default false. */
  readonly half?: boolean | undefined;
};

/** What goes on beside the work. */
export type TrainWatch = {
  readonly onProgress?: OnProgress | undefined;
  /** Told in a sentence what is done, and on what. */
  readonly onNote?: ((words: string) => void) | undefined;
  /** Ends the training at the next step, with a checkpoint. */
  readonly signal?: AbortSignal | undefined;
};

/** What a training left. */
export type TrainResult = {
  /** Absolute, like the others. */
  readonly model: string;
  readonly checkpoint: string;
  readonly record: string;
  readonly page: string;
  readonly steps: number;
  readonly totalSteps: number;
  /** False where it was interrupted. */
  readonly finished: boolean;
  readonly skippedSteps: number;
  readonly provider: Provider;
  readonly seconds: number;
};

export const TRAIN_DEFAULTS = { size: 'nano', experts: false, heads: [], seed: 0, batch: 16 } as const;

const wrong = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);

/**
 * Refuses what can be refused without a look at any file.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkTrainOptions({ data, out, init, minutes, steps, batch }: TrainOptions): void {
  if (data.length === 0) throw wrong('There must be data to train on', 'none', 'Name it with --data.');
  if (!out.endsWith('.onnx'))
    throw wrong('A model must be written to a file that ends in .onnx', out, 'Choose another --out.');
  if (init !== undefined && resolve(init) === resolve(out))
    throw wrong('A model must not be written over the one that it begins with', out, 'Choose another --out.');
  if ((minutes === undefined) === (steps === undefined)) {
    const got = minutes === undefined ? 'neither' : 'both';
    throw wrong(
      'A training must be given either minutes or steps',
      got,
      'Give one of --minutes and --steps.',
    );
  }
  if (minutes !== undefined && !(minutes > 0 && minutes <= 1e6))
    throw wrong('A training must be given more than 0 minutes', String(minutes), 'Give it time to learn.');
  if (steps !== undefined && !(Number.isSafeInteger(steps) && steps > 0))
    throw wrong('A training must be given at least 1 step', String(steps), 'Give it time to learn.');
  if (batch !== undefined && !(Number.isInteger(batch) && batch >= 1 && batch <= 4096))
    throw wrong('A batch must be a whole number from 1 to 4096', String(batch), 'Choose another --batch.');
}
