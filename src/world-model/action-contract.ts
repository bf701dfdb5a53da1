import type { TensorInfo } from '../onnx/session.ts';
import type { ActionContract } from './contract.ts';
import {
  agree,
  contradiction,
  elementFact,
  type ModelDescription,
  refuse,
  tensorWords,
  wholeFact,
  wordFact,
} from './declared-facts.ts';

/** A model that takes no actions says nothing of them. */
function refuseSaidActions(model: ModelDescription): void {
  const key = 'wm.actions.dim';
  if ((model.facts[key] ?? 0) === 0) return;
  throw contradiction(model, key, 'left out where no input takes actions', model.inputs);
}

/** What is said of the kind is what the element type shows. */
function checkKind(model: ModelDescription, info: TensorInfo): void {
  const key = 'wm.actions.kind';
  if (model.facts[key] === undefined) return;
  const kind = info.type === 'int64' ? 'discrete' : 'continuous';
  if (wordFact(model, key, ['continuous', 'discrete']) === kind) return;
  throw contradiction(model, key, `"${kind}"`, [info]);
}

/**
 * How a model takes actions, `rows` of them in a call; null where it takes none.
 *
 * @throws {@link ToolkitError} `model/contract`.
 */
export function actionContract(
  model: ModelDescription,
  info: TensorInfo | null,
  rows: number,
): ActionContract | null {
  if (info === null) {
    refuseSaidActions(model);
    return null;
  }
  const { name, type, shape } = info;
  if (type !== 'float32' && type !== 'float16' && type !== 'int64') {
    throw refuse(
      `Actions must be float32, float16 or int64, and the graph of ${model.file} has ${tensorWords(info)}.`,
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
  checkKind(model, info);
  const declared = wholeFact(model, 'wm.actions.dim', null);
  const dim = agree(model, 'wm.actions.dim', declared, type === 'int64' ? 1 : shape[2], info);
  if (dim === null) {
    throw refuse(
      `${model.file} must say how many numbers an action has, and neither wm.actions.dim nor "${name}" does.`,
      `Set wm.actions.dim in ${model.file}.wm.json.`,
    );
  }
  const mean = elementFact(model, 'wm.actions.mean', dim, 0);
  return { input: name, type, dim, mean, std: elementFact(model, 'wm.actions.std', dim, 1) };
}
