import type { TensorInfo } from '../onnx/session.ts';
import { actionContract } from './action-contract.ts';
import { bindFrames, bindInputs, isStateIn, type Role } from './bind-tensors.ts';
import { bindingsOf } from './bindings.ts';
import { constantInput } from './constant-inputs.ts';
import type { StateTensor, WorldModelContract } from './contract.ts';
import { agree, type ModelDescription, refuse, said, wholeFact, wordFact } from './declared-facts.ts';
import { FRAME_LAYOUTS, type FrameLayout, frameAxes } from './frame-layout.ts';
import { frameCount, frameRange, frameTensor } from './frame-tensors.ts';
import { headTensors } from './head-tensors.ts';
import { learntViews } from './learnt-views.ts';
import { sideCarTemplate } from './side-car-template.ts';
import { stateTensors } from './state-tensors.ts';

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

/** The one input of that role. */
function inputOf(model: ModelDescription, roles: ReadonlyMap<string, Role>, role: Role): TensorInfo | null {
  const found = model.inputs.filter((info) => roles.get(info.name) === role);
  if (found.length < 2) return found[0] ?? null;
  throw refuse(
    `One input of ${model.file} must be ${role}, got ${found.map((info) => `"${info.name}"`).join(' and ')}.`,
    `Bind each of them in wm.bindings of ${model.file}.wm.json.`,
  );
}

/** Frames that the model takes, gives, and a rollout keeps. */
function frameCounts(
  model: ModelDescription,
  [seen, made]: readonly [TensorInfo, TensorInfo],
  layout: FrameLayout,
): Pick<WorldModelContract, 'context' | 'chunk' | 'keep'> {
  const { file } = model;
  const count = (key: string, info: TensorInfo): number | null =>
    agree(model, key, wholeFact(model, key, null), frameCount(info, layout), info);
  const [context, chunk] = [count('wm.context', seen), count('wm.chunk', made)];
  if (context === null || chunk === null) {
    throw refuse(
      `${file} must say how many frames it takes and gives, and neither wm.${context === null ? 'context' : 'chunk'} nor its graph does.`,
      `Set wm.context and wm.chunk in ${file}.wm.json.`,
    );
  }
  const keep = wholeFact(model, 'wm.chunk.keep', chunk);
  if (keep > chunk) {
    throw refuse(
      `${said(model, 'wm.chunk.keep')} must be at most wm.chunk = ${chunk}, got ${keep}.`,
      'Lower wm.chunk.keep.',
    );
  }
  return { context, chunk, keep };
}

/** The only size that it takes, where the facts or the shapes fix it. */
function frameSize(
  model: ModelDescription,
  infos: readonly TensorInfo[],
  layout: FrameLayout,
): Pick<WorldModelContract, 'height' | 'width'> {
  const size = (key: string, side: 'height' | 'width'): number | null => {
    const declared = wholeFact(model, key, null);
    const sizes = infos.map((info) => {
      const { [side]: axis } = frameAxes(layout, info.shape.length);
      return agree(model, key, declared, info.shape[axis], info);
    });
    return sizes.find((known) => known !== null) ?? null;
  };
  return { height: size('wm.frames.height', 'height'), width: size('wm.frames.width', 'width') };
}

function frameRate(model: ModelDescription): number | null {
  const fps = model.facts['wm.fps'] ?? null;
  if (fps === null || (typeof fps === 'number' && fps > 0 && fps < 1e6)) return fps;
  throw refuse(
    `${said(model, 'wm.fps')} must be a number > 0, got ${JSON.stringify(fps)}.`,
    'Correct wm.fps.',
  );
}

/** Whether the graph takes any number of clips at once. */
const isBatched = ({ inputs }: ModelDescription, recurrent: readonly StateTensor[]): boolean =>
  inputs.every(({ name, shape }) => {
    const axis = recurrent.find(({ input }) => input === name)?.batchAxis ?? 0;
    return shape.length === 0 || typeof shape[axis] === 'string';
  });

/**
 * Finds out how a model is used: from what it and its side-car say, then from the names of its
 * inputs and outputs, then from their shapes.
 *
 * @throws {@link ToolkitError} `model/contract` when the model keeps another contract, contradicts
 *   itself, or does not say enough; with a side-car to fill in where it says nothing.
 */
export function resolveContract(model: ModelDescription): WorldModelContract {
  checkContract(model);
  const { facts, file, inputs, outputs } = model;
  const bindings = bindingsOf(model);
  const roles = bindInputs(inputs, outputs, bindings);
  const layout = wordFact(model, 'wm.frames.layout', FRAME_LAYOUTS);
  const seen = inputOf(model, roles, 'context_frames');
  const made = bindFrames(outputs, bindings);
  if (seen === null || made === null) {
    throw refuse(
      `A world model must take "context_frames" and give "frames", and ${file} has inputs ${names(inputs)} and outputs ${names(outputs)}.`,
      `Say in ${file}.wm.json which is which:\n${sideCarTemplate(model.name, inputs, outputs)}`,
    );
  }
  const input = frameTensor(model, seen, layout);
  const output = frameTensor(model, made, layout);
  const counts = frameCounts(model, [seen, made], layout);
  if (typeof seen.shape[0] === 'number' && seen.shape[0] !== 1) {
    throw refuse(
      `A world model must take one clip, or any number, at once, and ${file} takes ${seen.shape[0]}.`,
      'Export the model with a batch of 1 or of any size.',
    );
  }
  const { context, chunk } = counts;
  const actions = inputOf(model, roles, 'actions');
  const recurrent = stateTensors(model, roles, bindings);
  const others = inputs.filter(
    (info) => info !== seen && info !== actions && !isStateIn(roles.get(info.name)),
  );
  return {
    contract: '1',
    name: String(facts['wm.name'] ?? model.name),
    version: facts['wm.version'] === undefined ? null : String(facts['wm.version']),
    fps: frameRate(model),
    ...counts,
    ...frameSize(model, [seen, made], layout),
    layout,
    range: frameRange(model, [seen, made]),
    input,
    output,
    actions: actionContract(model, actions, context - 1 + chunk),
    recurrent,
    heads: headTensors(model, bindings),
    constants: others.map((info) => constantInput(model, info, roles.get(info.name) ?? null, context)),
    batched: isBatched(model, recurrent),
    learntViews: learntViews(model),
  };
}

const names = (infos: readonly TensorInfo[]): string => infos.map((info) => `"${info.name}"`).join(', ');
