import { buildConstantVelocity } from './constant-velocity.ts';
import { buildCopyLast } from './copy-last.ts';

/** The models that every evaluation is measured against, by name: each gives its `.onnx` bytes. */
export const BASELINES: Readonly<Record<'copy-last' | 'constant-velocity', () => Uint8Array>> = {
  'copy-last': buildCopyLast,
  'constant-velocity': buildConstantVelocity,
};
