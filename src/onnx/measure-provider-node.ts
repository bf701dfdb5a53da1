import { createGraphBuilder } from './graph-builder.ts';
import { onnxruntimeMessage } from './onnxruntime-message.ts';
import { prepareProvider } from './prepare-provider-node.ts';
import type { ProviderProbe } from './provider-probe.ts';
import type { Provider, TensorValue } from './session.ts';
import { createSession } from './session-node.ts';

const SIZE = 512;
const WARM_UPS = 2;
const RUNS = 5;
/** A simulated GPU takes seconds a run: one is enough to know. */
const PATIENCE_MS = 2000;

/** `product = left · right`, square matrices of SIZE. */
function buildMatMul(): Uint8Array {
  const graph = createGraphBuilder();
  const left = graph.input('left', 'float32', [SIZE, SIZE]);
  const right = graph.input('right', 'float32', [SIZE, SIZE]);
  graph.output('product', graph.op('MatMul', [left, right]), 'float32', [SIZE, SIZE]);
  return graph.build({ name: 'matmul', doc: 'Times a provider.', metadata: {} });
}

/**
 * Multiplies two matrices on a provider, in this process: a provider that is not whole may take the
 * process with it, so `probeProvider` calls this in a child.
 *
 * @param software - May WebGPU be a GPU simulated on the CPU?
 */
export async function measureProvider(provider: Provider, software: boolean): Promise<ProviderProbe> {
  try {
    const device = await prepareProvider(provider, software);
    const session = await createSession(buildMatMul(), 'a MatMul', { provider });
    const matrix: TensorValue = {
      type: 'float32',
      dims: [SIZE, SIZE],
      data: new Float32Array(SIZE * SIZE).fill(0.5),
    };
    const times: number[] = [];
    const begun = performance.now();
    for (
      let run = 0;
      run < WARM_UPS + RUNS && (run === 0 || performance.now() - begun < PATIENCE_MS);
      run++
    ) {
      const start = performance.now();
      const { product } = await session.run({ left: matrix, right: matrix }, ['product']);
      times.push(performance.now() - start);
      if (product?.data[SIZE] !== SIZE / 4) throw new Error(`a MatMul came out as ${product?.data[SIZE]}`);
    }
    await session.close();
    const warm = times.length > WARM_UPS ? times.slice(WARM_UPS) : times;
    const matmulMs = warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)] as number;
    return { provider, works: true, matmulMs, software: device.software, detail: device.description };
  } catch (error) {
    // The session's own sentence speaks of the user's model; its cause says what is missing.
    const detail = onnxruntimeMessage((error as Error).cause ?? error);
    return { provider, works: false, matmulMs: null, software: false, detail };
  }
}
