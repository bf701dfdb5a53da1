import { availableParallelism } from 'node:os';
import { createRng } from '../core/rng.ts';
import { createGraphBuilder } from '../onnx/graph-builder.ts';
import { createSession } from '../onnx/session-node.ts';
import { initialState, openTrainingSession } from '../train/open-training-session.ts';
import type { StepSettings } from '../train/training-session.ts';
import type { WindowBatch } from '../train/window-batch.ts';
import type { WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

const SIDE = 64;
const ACTIONS = 2;
const BATCHES = [16, 32] as const;

/** Steps before what is measured, and measured ones. */
const WARM_UPS = 3;
const STEPS = 15;

const SETTINGS: StepSettings = {
  step: 1,
  learningRate: 1e-4,
  foregroundWeight: 0,
  lossLimit: Number.POSITIVE_INFINITY,
  balanceRate: 0.01,
};

/** Windows of noise: a step costs the same whatever they show. */
function noise(batch: number, frames: number): WindowBatch {
  const rng = createRng(1);
  const pixels = batch * frames * SIDE * SIDE;
  return {
    ...{ batch, frames },
    rgb: Uint8Array.from({ length: 3 * pixels }, () => rng.integer(0, 255)),
    actions: Float32Array.from({ length: batch * (frames - 1) * ACTIONS }, rng.next),
    labels: new Uint8Array(pixels),
  };
}

const nano = (experts: boolean): WmDConfig => ({
  size: 'nano',
  side: SIDE,
  actionDim: ACTIONS,
  experts,
  heads: [],
});

/** Milliseconds a training step takes, and what it multiplies and adds, in GFLOP. */
async function timeStep(experts: boolean, batch: number): Promise<{ ms: number; gflop: number }> {
  const config = nano(experts);
  const phase = { config, batch, unroll: 1 };
  const threads = availableParallelism();
  const session = await openTrainingSession(phase, initialState(config, 1), { provider: 'cpu', threads });
  const windows = noise(batch, 5);
  const times: number[] = [];
  for (let i = 0; i < WARM_UPS + STEPS; i++) {
    const ms = await timeMs(() => session.step(windows, { ...SETTINGS, step: i + 1 }));
    if (i >= WARM_UPS) times.push(ms);
  }
  await session.close();
  return { ms: median(times), gflop: (session.flopsPerSample * batch) / 1e9 };
}

/** GFLOP/s of onnxruntime's own products in the shapes of a wide layer, forward: what a step could reach at most. */
async function productPeak(batch: number): Promise<number> {
  const [rows, width, wide, pairs] = [batch * 72, 128, 512, 8];
  const graph = createGraphBuilder();
  let x = graph.input('x', 'float32', [rows, width]);
  const [up, down] = [
    graph.input('up', 'float32', [width, wide]),
    graph.input('down', 'float32', [wide, width]),
  ];
  for (let i = 0; i < pairs; i++) x = graph.op('MatMul', [graph.op('MatMul', [x, up]), down]);
  graph.output('y', x, 'float32', [rows, width]);
  const bytes = graph.build({ name: 'peak', doc: '', metadata: {} });
  const session = await createSession(bytes, 'the peak', {
    provider: 'cpu',
    threads: availableParallelism(),
  });
  const of = (dims: number[]) => ({
    type: 'float32',
    dims,
    data: new Float32Array(dims.reduce((a, b) => a * b)).fill(0.01),
  });
  const feeds = { x: of([rows, width]), up: of([width, wide]), down: of([wide, width]) };
  const times: number[] = [];
  for (let i = 0; i < WARM_UPS + STEPS; i++) {
    const ms = await timeMs(() => session.run(feeds, ['y']));
    if (i >= WARM_UPS) times.push(ms);
  }
  await session.close();
  return (pairs * 4 * rows * width * wide) / 1e6 / median(times);
}

/**
 * Training steps of nano at 64², dense and with experts, on all cores: samples/s, the share of onnxruntime's own
 * products' speed that they reach, and what experts cost. The peers' `train.py` times the same in PyTorch.
 */
export async function benchTrain(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const batch of BATCHES) {
    const dense = await timeStep(false, batch);
    const experts = await timeStep(true, batch);
    const peak = await productPeak(batch);
    const row = (name: string, value: number, unit: string, target: string | null): BenchRow => ({
      ...{ name: `train nano 64², batch ${batch}: ${name}`, value, unit, target },
    });
    rows.push(
      row('dense', (1000 * batch) / dense.ms, 'samples/s', '≥ PyTorch in the same run'),
      row('experts over dense', experts.ms / dense.ms, '× a step', '≤ 1.2'),
      row('products alone', peak, 'GFLOP/s', null),
      row('share of that', (1000 * dense.gflop) / dense.ms / peak, 'of 1', '.55 to .85 in prototypes'),
    );
  }
  return rows;
}
