import { createTape, tensorOf } from '../../onnx/autodiff/tape.ts';
import { createGraphBuilder } from '../../onnx/graph-builder.ts';
import { routerShape, type WmDDimensions } from './dimensions.ts';
import { predictNext } from './network.ts';
import type { WeightSpec } from './weights.ts';

/**
 * Lists what a network learns: it is built once and thrown away. Matrices, which AdamW lets decay, come first.
 */
export function collectWeights(dimensions: WmDDimensions): readonly WeightSpec[] {
  const tape = createTape(createGraphBuilder());
  const specs: WeightSpec[] = [];
  const { context, side, actionDim } = dimensions;
  const routers = routerShape(dimensions);
  predictNext(
    (name, shape, start) => {
      specs.push({ name, shape, start });
      return tensorOf(tape, name, shape);
    },
    dimensions,
    {
      frames: tensorOf(tape, 'frames', [1, context * 3, side, side]),
      actions: actionDim === 0 ? null : tensorOf(tape, 'actions', [1, context, actionDim]),
      routerBias: routers === null ? null : tensorOf(tape, 'router_bias', routers),
      phase: null,
    },
  );
  return [...specs.filter(isDecayed), ...specs.filter((spec) => !isDecayed(spec))];
}

/** Whether a weight is drawn to zero while it learns: matrices are, what is added or multiplied is not. */
export const isDecayed = ({ name, shape }: WeightSpec): boolean => shape.length >= 2 && name !== 'places';
