import { createGraphBuilder } from './graph-builder.ts';
import type { OnnxSession, TensorValue } from './session.ts';

const SIZE = 512;
const WARM_UPS = 2;
const RUNS = 5;
/** A simulated GPU takes seconds a run: one is enough to know. */
const PATIENCE_MS = 2000;

/** A model with which to try a provider: `product = left · right`, square matrices of 512. */
export function buildMatMul(): Uint8Array {
  const graph = createGraphBuilder();
  const left = graph.input('left', 'float32', [SIZE, SIZE]);
  const right = graph.input('right', 'float32', [SIZE, SIZE]);
  graph.output('product', graph.op('MatMul', [left, right]), 'float32', [SIZE, SIZE]);
  return graph.build({ name: 'matmul', doc: 'Times a provider.', metadata: {} });
}

/**
 * Runs the model of `buildMatMul` a few times.
 *
 * @returns Milliseconds a run, the median.
 * @throws An error when a product is wrong.
 */
export async function timeMatMul(session: OnnxSession): Promise<number> {
  const matrix: TensorValue = {
    type: 'float32',
    dims: [SIZE, SIZE],
    data: new Float32Array(SIZE * SIZE).fill(0.5),
  };
  const times: number[] = [];
  const begun = performance.now();
  for (let run = 0; run < WARM_UPS + RUNS && (run === 0 || performance.now() - begun < PATIENCE_MS); run++) {
    const start = performance.now();
    const { product } = await session.run({ left: matrix, right: matrix }, ['product']);
    times.push(performance.now() - start);
    if (product?.data[SIZE] !== SIZE / 4) throw new Error(`a MatMul came out as ${product?.data[SIZE]}`);
  }
  const warm = times.length > WARM_UPS ? times.slice(WARM_UPS) : times;
  return warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)] as number;
}
