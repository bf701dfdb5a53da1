/**
 * Every way in which worldwright refuses or fails, as `area/problem`. `request/*` and every other
 * code that starts with an area of the user's own input end the command line with exit code 2.
 */
export type ToolkitErrorCode =
  | 'argument/invalid'
  | 'argument/unknown'
  | 'file/missing'
  | 'file/exists'
  | 'file/write'
  | 'file/too-large'
  | 'path/outside'
  | 'scene/not-json'
  | 'scene/invalid'
  | 'scene/unknown-field'
  | 'scene/overlap'
  | 'scene/depth-range'
  | 'robot/invalid'
  | 'mesh/invalid'
  | 'physics/non-finite'
  | 'physics/trapped'
  | 'device/missing'
  | 'device/lost'
  | 'media/no-encoder'
  | 'media/failed'
  | 'media/corrupt'
  | 'dataset/other-plan'
  | 'dataset/in-use'
  | 'dataset/newer-layout'
  | 'dataset/invalid'
  | 'dataset/damaged'
  | 'dataset/worker-died'
  | 'dataset/all-discarded'
  | 'caption/failed'
  | 'queue/unreachable'
  | 'queue/refused'
  | 'queue/dead-letter'
  | 'model/not-onnx'
  | 'model/contract'
  | 'model/size'
  | 'model/too-large'
  | 'model/non-finite'
  | 'model/provider'
  | 'train/input'
  | 'train/checkpoint'
  | 'train/diverged'
  | 'evaluate/requirement'
  | 'evaluate/input'
  | 'evaluate/truth'
  | 'evaluate/incomplete'
  | 'pack/invalid'
  | 'pack/input'
  | 'export/input'
  | 'export/refused'
  | 'curate/input'
  | 'curate/invalid'
  | 'work/interrupted';

/** Codes that mean the work failed (exit 1) although the request was right (otherwise exit 2). */
const WORK_FAILED: ReadonlySet<ToolkitErrorCode> = new Set([
  'file/write',
  'physics/non-finite',
  'physics/trapped',
  'device/lost',
  'media/failed',
  'dataset/worker-died',
  'dataset/all-discarded',
  'caption/failed',
  'queue/dead-letter',
  'model/non-finite',
  'train/diverged',
  'evaluate/requirement',
  'evaluate/truth',
  'evaluate/incomplete',
  'work/interrupted',
]);

/**
 * The one error that worldwright throws on purpose: the rule and what broke it, then what to do.
 *
 * `message` states the rule, then what we got, with its path and unit. `hint` is one imperative
 * sentence.
 */
export class ToolkitError extends Error {
  readonly code: ToolkitErrorCode;
  readonly hint: string;

  constructor(code: ToolkitErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ToolkitError';
    this.code = code;
    this.hint = hint;
  }

  /** The command line's exit code: 1 when the work failed, 2 when the request was wrong. */
  get exitCode(): 1 | 2 {
    return WORK_FAILED.has(this.code) ? 1 : 2;
  }
}
