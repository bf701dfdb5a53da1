import { ToolkitError } from '../core/error.ts';
import type { TensorInfo } from '../onnx/session.ts';
import { type Binding, bindFrames, bindInputs, type Role } from './bind-tensors.ts';
import {
  type ActionContract,
  type ConstantInput,
  FRAME_RANGES,
  type FrameTensor,
  type WorldModelContract,
} from './contract.ts';
import type { ContractFacts } from './contract-facts.ts';
import { FRAME_LAYOUTS, type FrameLayout, frameAxes } from './frame-layout.ts';
import { sideCarTemplate } from './side-car-template.ts';

/** The model whose contract is looked for. */
export type ModelDescription = {
  /** The file, as it was named. */
  readonly file: string;
  /** The file's name without folder and ending. */
  readonly name: string;
  readonly facts: ContractFacts;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
};

const refuse = (message: string, hint: string): ToolkitError =>
  new ToolkitError('model/contract', message, hint);

/** A fact that must be a whole number ≥ 1, `otherwise` where nothing is said. */
function wholeFact<T>({ file, facts }: ModelDescription, key: string, otherwise: T): number | T {
  const value = facts[key];
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_536) return value;
  throw refuse(
    `${key} of ${file} must be a whole number from 1 to 65536, got ${JSON.stringify(value)}.`,
    `Correct ${key} in the metadata or in ${file}.wm.json.`,
  );
}

/** A fact that must be one of a few words. */
function wordFact<T extends string>({ file, facts }: ModelDescription, key: string, words: readonly T[]): T {
  const value = facts[key] ?? words[0];
  if (words.includes(value as T)) return value as T;
  throw refuse(
    `${key} of ${file} must be one of ${words.join(', ')}, got ${JSON.stringify(value)}.`,
    `Correct ${key} in the metadata or in ${file}.wm.json.`,
  );
}

/** A number both declared and fixed in the graph must be the same in both. */
function agree(model: ModelDescription, key: string, declared: number | null, size: unknown): number | null {
  if (typeof size !== 'number') return declared;
  if (declared === null || declared === size) return size;
  throw refuse(
    `${key} of ${model.file} must be what its graph says, ${size}, got ${declared}.`,
    `Correct ${key} in the metadata or in ${model.file}.wm.json.`,
  );
}

function checkContract(model: ModelDescription): void {
  const { facts, file } = model;
  if (facts['wm.contract'] === undefined) {
    throw refuse(
      `A world model must say how to use it (contract wm/1), and ${file} has no wm.contract in its metadata and no side-car.`,
      `Fill this in and save it as ${file}.wm.json:\n${sideCarTemplate(model.name, model.inputs, model.outputs)}`,
    );
  }
  const contract = String(facts['wm.contract']);
  if (contract !== '1') {
    throw refuse(
      `A world model must keep the contract wm/1, and ${file} keeps wm/${contract.slice(0, 40)}.`,
      'Export the model for wm/1, or install the worldwright that knows its contract.',
    );
  }
  wordFact(model, 'wm.role', ['world_model']);
}

/** The tensor of frames in `info`; refuses a type or a rank that holds no frames. */
function frameTensor(model: ModelDescription, info: TensorInfo, layout: FrameLayout): FrameTensor {
  const { name, type, shape } = info;
  if (type !== 'float32' && type !== 'float16' && type !== 'uint8') {
    throw refuse(
      `Frames must be float32, float16 or uint8, and "${name}" of ${model.file} is ${type}.`,
      'Export the model with float32 frames.',
    );
  }
  const rank = shape.length;
  const channels = rank === 4 || rank === 5 ? shape[frameAxes(layout, rank).channel] : null;
  const stack = layout === 'B(TC)HW';
  const fits = channels !== null && (stack ? rank === 4 : typeof channels === 'string' || channels === 3);
  if (!fits) {
    throw refuse(
      `"${name}" of ${model.file} must hold frames as ${layout}, got shape [${shape.join(', ')}].`,
      `Set wm.frames.layout to one of ${FRAME_LAYOUTS.join(', ')}, or bind another tensor.`,
    );
  }
  return { name, type, rank };
}

/** How many frames the tensor has where its shape fixes it. */
function frameCount({ shape }: TensorInfo, layout: FrameLayout): number | null {
  if (layout === 'B(TC)HW') return typeof shape[1] === 'number' ? shape[1] / 3 : null;
  const { time } = frameAxes(layout, shape.length);
  const size = time === null ? 1 : shape[time];
  return typeof size === 'number' ? size : null;
}

/** A list of numbers, one an action's element; one number stands for all of them. */
function elementFact(model: ModelDescription, key: string, dim: number, otherwise: number): number[] {
  const value = model.facts[key] ?? otherwise;
  const list: unknown[] = Array.isArray(value) ? value : Array(dim).fill(value);
  const whole =
    list.length === dim && list.every((item) => typeof item === 'number' && Number.isFinite(item));
  if (whole && !(key === 'wm.actions.std' && list.some((item) => !((item as number) > 0))))
    return list as number[];
  throw refuse(
    `${key} of ${model.file} must hold ${dim} numbers${key.endsWith('std') ? ' > 0' : ''}, got ${JSON.stringify(value)}.`,
    `Correct ${key} in the metadata or in ${model.file}.wm.json.`,
  );
}

function actionContract(model: ModelDescription, info: TensorInfo, rows: number): ActionContract {
  const { name, type, shape } = info;
  if (type !== 'float32' && type !== 'float16' && type !== 'int64') {
    throw refuse(
      `Actions must be float32, float16 or int64, and "${name}" of ${model.file} is ${type}.`,
      'Export the model with float32 actions.',
    );
  }
  if (shape.length !== (type === 'int64' ? 2 : 3)) {
    throw refuse(
      `"${name}" of ${model.file} must have shape [batch, ${rows}${type === 'int64' ? '' : ', dim'}], got [${shape.join(', ')}].`,
      'Export the model with one action a frame.',
    );
  }
  if (typeof shape[1] === 'number' && shape[1] !== rows) {
    throw refuse(
      `"${name}" of ${model.file} must take context − 1 + chunk = ${rows} actions (one from each frame to the next), got ${shape[1]}.`,
      'Correct wm.context and wm.chunk, or export the model for that many actions.',
    );
  }
  const declared = wholeFact(model, 'wm.actions.dim', null);
  const dim = type === 'int64' ? 1 : agree(model, 'wm.actions.dim', declared, shape[2]);
  if (dim === null) {
    throw refuse(
      `${model.file} must say how many numbers an action has, and neither wm.actions.dim nor "${name}" does.`,
      `Set wm.actions.dim in ${model.file}.wm.json.`,
    );
  }
  const mean = elementFact(model, 'wm.actions.mean', dim, 0);
  return { input: name, type, dim, mean, std: elementFact(model, 'wm.actions.std', dim, 1) };
}

/** The numbers for an input that is the same in every call, null when the role has none. */
function constantValue(model: ModelDescription, name: string, role: Role): number | readonly number[] | null {
  const { facts } = model;
  if (role === 'context_mask') return 1;
  if (role === 'noise' && facts['wm.noise.zero_is_mean'] === true) return 0;
  if (role === 'dt' && typeof facts['wm.fps'] === 'number') return 1 / facts['wm.fps'];
  const bound = bindingsOf(model)[name];
  return typeof bound === 'object' ? bound.constant : null;
}

/** An input that always gets the same numbers; its first axis is the batch. */
function constantInput(
  model: ModelDescription,
  info: TensorInfo,
  role: Role,
  context: number,
): ConstantInput {
  const { name, type } = info;
  const value = constantValue(model, name, role);
  if (value === null) {
    throw refuse(
      `Every input of a world model must be known, and "${name}" [${info.shape.join(', ')}] of ${model.file} is not.`,
      `Bind it in ${model.file}.wm.json, to what it is or to a constant:\n${sideCarTemplate(model.name, model.inputs, model.outputs)}`,
    );
  }
  const shape = info.shape
    .map((size, axis) => (axis === 0 ? 1 : size))
    .map((size, axis) =>
      typeof size === 'number' ? size : role === 'context_mask' && axis === 1 ? context : Number.NaN,
    );
  const numbers = shape.reduce((product, size) => product * size, 1);
  const values =
    typeof value === 'number' ? Array<number>(numbers <= 2 ** 24 ? numbers : 0).fill(value) : value;
  if (values.length === numbers && values.every((item) => Number.isFinite(item))) {
    return { name, type, shape, values };
  }
  throw refuse(
    `A constant for "${name}" [${info.shape.join(', ')}] of ${model.file} must fill its fixed shape with finite numbers, got ${values.length}.`,
    `Correct it in ${model.file}.wm.json, as one number or as a flat list.`,
  );
}

/** `wm.bindings`, checked. */
function bindingsOf({ facts, file, inputs, outputs }: ModelDescription): Record<string, Binding> {
  const bindings = facts['wm.bindings'] ?? {};
  const words = ['context_frames', 'actions', 'context_mask', 'dt', 'noise', 'frames'];
  for (const [name, bound] of Object.entries(bindings as Record<string, Binding>)) {
    const constant = typeof bound === 'object' && bound !== null ? bound.constant : undefined;
    const right = words.includes(bound as string) || typeof constant === 'number' || Array.isArray(constant);
    if (right && [...inputs, ...outputs].some((info) => info.name === name)) continue;
    throw refuse(
      `wm.bindings of ${file} must bind the graph's own names to ${words.join(', ')} or {"constant": …}, got ${JSON.stringify({ [name]: bound })}.`,
      `Use the names ${[...inputs, ...outputs].map((info) => info.name).join(', ')}.`,
    );
  }
  return bindings as Record<string, Binding>;
}

/** The one input of that role. */
function inputOf(model: ModelDescription, roles: ReadonlyMap<string, Role>, role: Role): TensorInfo | null {
  const found = model.inputs.filter((info) => roles.get(info.name) === role);
  if (found.length < 2) return found[0] ?? null;
  throw refuse(
    `One input of ${model.file} must be ${role}, got ${found.map((info) => `"${info.name}"`).join(' and ')}.`,
    `Bind each of them in wm.bindings of ${model.file}.wm.json.`,
  );
}

/**
 * Finds out how a model is used: from what it and its side-car say, then from the names of its
 * inputs and outputs, then from their shapes.
 *
 * @throws {@link ToolkitError} `model/contract` when the model keeps another contract, contradicts
 *   itself, or does not say enough; with a side-car to fill in where it says nothing.
 */
export function resolveContract(model: ModelDescription): WorldModelContract {
  checkContract(model);
  const { facts, file } = model;
  const bindings = bindingsOf(model);
  const roles = bindInputs(model.inputs, bindings);
  const layout = wordFact(model, 'wm.frames.layout', FRAME_LAYOUTS);
  const seen = inputOf(model, roles, 'context_frames');
  const made = bindFrames(model.outputs, bindings);
  if (seen === null || made === null) {
    throw refuse(
      `A world model must take "context_frames" and give "frames", and ${file} has inputs ${names(model.inputs)} and outputs ${names(model.outputs)}.`,
      `Say in ${file}.wm.json which is which:\n${sideCarTemplate(model.name, model.inputs, model.outputs)}`,
    );
  }
  const input = frameTensor(model, seen, layout);
  const output = frameTensor(model, made, layout);
  const context = agree(model, 'wm.context', wholeFact(model, 'wm.context', null), frameCount(seen, layout));
  const chunk = agree(model, 'wm.chunk', wholeFact(model, 'wm.chunk', null), frameCount(made, layout));
  if (context === null || chunk === null) {
    throw refuse(
      `${file} must say how many frames it takes and gives, and neither wm.${context === null ? 'context' : 'chunk'} nor its graph does.`,
      `Set wm.context and wm.chunk in ${file}.wm.json.`,
    );
  }
  const keep = wholeFact(model, 'wm.chunk.keep', chunk);
  if (keep > chunk) {
    throw refuse(
      `wm.chunk.keep of ${file} must be at most wm.chunk = ${chunk}, got ${keep}.`,
      'Lower wm.chunk.keep.',
    );
  }
  const axes = frameAxes(layout, input.rank);
  const size = (key: string, axis: number): number | null =>
    agree(model, key, wholeFact(model, key, null), seen.shape[axis]);
  const actions = inputOf(model, roles, 'actions');
  const others = model.inputs.filter((info) => info !== seen && info !== actions);
  const fps = facts['wm.fps'] ?? null;
  if (fps !== null && !(typeof fps === 'number' && fps > 0 && fps < 1e6)) {
    throw refuse(`wm.fps of ${file} must be a number > 0, got ${JSON.stringify(fps)}.`, 'Correct wm.fps.');
  }
  if (typeof seen.shape[0] === 'number' && seen.shape[0] !== 1) {
    throw refuse(
      `A world model must take one clip, or any number, at once, and ${file} takes ${seen.shape[0]}.`,
      'Export the model with a batch of 1 or of any size.',
    );
  }
  return {
    contract: '1',
    name: String(facts['wm.name'] ?? model.name),
    version: facts['wm.version'] === undefined ? null : String(facts['wm.version']),
    fps,
    context,
    chunk,
    keep,
    height: size('wm.frames.height', axes.height),
    width: size('wm.frames.width', axes.width),
    layout,
    range: wordFact(model, 'wm.frames.range', FRAME_RANGES),
    input,
    output,
    actions: actions === null ? null : actionContract(model, actions, context - 1 + chunk),
    constants: others.map((info) => constantInput(model, info, roles.get(info.name) ?? null, context)),
    batched: model.inputs.every((info) => info.shape.length === 0 || typeof info.shape[0] === 'string'),
  };
}

const names = (infos: readonly TensorInfo[]): string => infos.map((info) => `"${info.name}"`).join(', ');
