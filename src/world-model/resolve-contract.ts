import type { TensorInfo } from '../onnx/session.ts';
import { bindFrames, bindInputs, type Role } from './bind-tensors.ts';
import { bindingsOf, constantInput } from './constant-inputs.ts';
import { type ActionContract, FRAME_RANGES, type FrameTensor, type WorldModelContract } from './contract.ts';
import { agree, elementFact, type ModelDescription, refuse, wholeFact, wordFact } from './declared-facts.ts';
import { FRAME_LAYOUTS, type FrameLayout, frameAxes } from './frame-layout.ts';
import { sideCarTemplate } from './side-car-template.ts';

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
