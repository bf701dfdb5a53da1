import { castNode } from '../onnx/autodiff/nodes.ts';
import { type Shape, type Tape, type Tensor, tensorOf } from '../onnx/autodiff/tape.ts';

/** Declares an input of bytes, and gives them as numbers that can be calculated with: 0…255. */
export const byteInput = (tape: Tape, name: string, shape: Shape): Tensor =>
  castNode(tensorOf(tape, tape.graph.input(name, 'uint8', shape), shape));
