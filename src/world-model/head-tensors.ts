import type { TensorInfo } from '../onnx/session.ts';
import type { Binding } from './bind-tensors.ts';
import type { ContractHeads, HeadTensor } from './contract.ts';
import { type ModelDescription, wordFact } from './declared-facts.ts';

/** How a depth may be written: as it is trained on, or as it is measured. */
export const DEPTH_ENCODINGS = ['1/(1+z)', 'm'] as const;

/** The output of that role, by `wm.bindings` or its own name, where it has an axis for the channels. */
function headOf(
  { outputs }: ModelDescription,
  bindings: Readonly<Record<string, Binding>>,
  role: 'depth' | 'seg',
): (HeadTensor & { readonly channels: TensorInfo['shape'][number] | undefined }) | null {
  const found = outputs.find(({ name }) => (bindings[name] ?? name) === role);
  if (found === undefined || found.shape.length !== 5) return null;
  const { name, type, shape } = found;
  return type === 'float32' || type === 'float16' ? { name, type, channels: shape[2] } : null;
}

/**
 * What a model predicts beside pictures: an output `depth` of one channel, an output `seg` of several. Outputs of
 * another shape under these names are something else, and are left alone.
 *
 * @throws {@link ToolkitError} `model/contract` for a depth that is written in a way that is not known.
 */
export function headTensors(
  model: ModelDescription,
  bindings: Readonly<Record<string, Binding>>,
): ContractHeads {
  const depth = headOf(model, bindings, 'depth');
  const segmentation = headOf(model, bindings, 'seg');
  return {
    depth:
      depth?.channels === 1
        ? {
            name: depth.name,
            type: depth.type,
            encoding: wordFact(model, 'wm.depth.encoding', DEPTH_ENCODINGS),
          }
        : null,
    segmentation:
      typeof segmentation?.channels === 'number' && segmentation.channels > 1
        ? { name: segmentation.name, type: segmentation.type, slots: segmentation.channels }
        : null,
  };
}
