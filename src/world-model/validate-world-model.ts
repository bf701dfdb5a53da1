import { ToolkitError } from '../core/error.ts';
import type { WorldModelContract } from './contract.ts';
import type { Predictor } from './predictor.ts';
import type { PredictInput, Prediction } from './world-model.ts';

/** Side of the made-up frames where the model takes any size, px. */
const TRIAL_SIZE = 64;
/** More pixels than this in one frame are not tried and not run. */
const PIXEL_LIMIT = 4096 * 4096;
/** How far one clip may come out differently when another is beside it. */
const BATCH_TOLERANCE = 1e-4;
/** Less change than this by other actions, or by what is remembered, is none. */
const CHANGE_TOLERANCE = 1e-6;

/** A made-up clip: a slanted pattern that moves by `speed` px a frame, and `action` everywhere. */
function trialClip(contract: WorldModelContract, speed: number, action: number): PredictInput {
  const width = contract.width ?? TRIAL_SIZE;
  const height = contract.height ?? TRIAL_SIZE;
  const frames = Array.from({ length: contract.context }, (_, t) => {
    const frame = new Uint8Array(3 * width * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) frame[at++] = ((x - speed * (t + 1)) * (5 + c) + y * (3 + 2 * c)) & 0xff;
      }
    }
    return frame;
  });
  const rows = contract.context - 1 + contract.chunk;
  const actions = contract.actions && new Float32Array(rows * contract.actions.dim).fill(action);
  return { frames, width, height, actions, state: null };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

const allFinite = ({ frames }: Prediction): boolean => frames.every((value) => Number.isFinite(value));

/** Refuses frames that are too large to be tried. @throws {@link ToolkitError} `model/too-large`. */
function checkPixels({ width, height, context, chunk }: WorldModelContract, file: string): void {
  const pixels = (width ?? TRIAL_SIZE) * (height ?? TRIAL_SIZE) * Math.max(context, chunk);
  if (pixels <= PIXEL_LIMIT) return;
  throw new ToolkitError(
    'model/too-large',
    `A world model's frames must hold at most ${PIXEL_LIMIT} pixels together, and ${file} claims ${pixels}.`,
    'Export the model for smaller or fewer frames.',
  );
}

/** Refuses two answers to one question. @throws {@link ToolkitError} `model/contract`. */
function checkSame(first: Prediction, second: Prediction, file: string): void {
  const apart = Math.max(
    largestDifference(first.frames, second.frames),
    ...first.state.map((own, i) => largestDifference(own, second.state[i] ?? [])),
  );
  if (!(apart > 0)) return;
  throw new ToolkitError(
    'model/contract',
    `A world model must give the same frames for the same input, and ${file} gave two that differ by ${apart}.`,
    'Export the model without random operators, with its noise as an input.',
  );
}

/**
 * Tries a model on a made-up clip: it must run, give frames of the promised shape, and give the same
 * frames twice.
 *
 * @returns What is odd but not wrong: frames that are not finite; actions, or a state, that change nothing; clips
 *   that come out differently beside others.
 * @throws {@link ToolkitError} `model/contract` when it breaks its promise, `model/too-large` when
 *   its frames are.
 */
export async function validateWorldModel(
  predictor: Predictor,
  contract: WorldModelContract,
  file: string,
): Promise<string[]> {
  const { name } = contract;
  checkPixels(contract, file);
  const run = async (input: PredictInput): Promise<Prediction> => {
    const { frames, state } = (await predictor([input]))[0] as Prediction;
    // A copy: the next call may write over what this one returned.
    return { frames: frames.slice(), state };
  };
  const clip = trialClip(contract, 1, 0);
  const first = await run(clip);
  const second = await run(clip);
  if (!allFinite(first)) return [`${name} returned NaN or infinity for a made-up clip.`];
  checkSame(first, second, file);
  const warnings: string[] = [];
  const moves = ({ frames }: Prediction): boolean =>
    largestDifference(first.frames, frames) > CHANGE_TOLERANCE;
  if (contract.actions !== null && !moves(await run(trialClip(contract, 1, 1)))) {
    warnings.push(`${name} takes actions, and other actions changed nothing in a made-up clip.`);
  }
  const after = { ...clip, state: first.state };
  const next = contract.recurrent.length === 0 ? first : await run(after);
  if (contract.recurrent.length > 0 && !moves(next)) {
    warnings.push(`${name} carries a state, and what it remembered changed nothing in a made-up clip.`);
  }
  if (contract.batched) {
    const other = { ...trialClip(contract, 2, 0), state: next.state };
    const pair = await predictor([other, after]).catch(() => null);
    const beside = pair?.[1]?.frames;
    const apart = beside === undefined ? Number.POSITIVE_INFINITY : largestDifference(next.frames, beside);
    if (!(apart <= BATCH_TOLERANCE)) {
      warnings.push(
        `${name} says it takes several clips at once, and a clip came out differently beside another.`,
      );
    }
  }
  return warnings;
}
