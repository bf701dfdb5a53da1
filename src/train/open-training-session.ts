import { adamWRates } from '../onnx/autodiff/adam-w.ts';
import { sizeOf } from '../onnx/autodiff/tape.ts';
import type { TensorValue } from '../onnx/session.ts';
import { createSession } from '../onnx/session-node.ts';
import { collectWeights } from '../world-model/wm-d/collect-weights.ts';
import { forwardFlops } from '../world-model/wm-d/count-flops.ts';
import { dimensionsOf, routerShape } from '../world-model/wm-d/dimensions.ts';
import { startWeights } from '../world-model/wm-d/weights.ts';
import { WM_D_CONTEXT, type WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import { buildTrainingGraph } from './build-training-graph.ts';
import { createSlotTargets, type SlotTargets } from './slot-targets.ts';
import type {
  StepReport,
  StepSettings,
  TrainingPhase,
  TrainingSession,
  TrainingSessionOptions,
  TrainingState,
} from './training-session.ts';
import type { WindowBatch } from './window-batch.ts';

/** The arrays that a step reads and writes anew. */
const FLAT = ['parameters', 'moment1', 'moment2', 'average'] as const;

/** What a graph with experts tells of its routers. */
const ROUTER_REPORT = ['loads', 'entropy', 'dropped'] as const;

/** A model that has learnt nothing: random weights, a function of the seed. */
export function initialState(config: WmDConfig, seed: number): TrainingState {
  const dimensions = dimensionsOf(config);
  const parameters = startWeights(collectWeights(dimensions), seed);
  return {
    parameters,
    moment1: new Float32Array(parameters.length),
    moment2: new Float32Array(parameters.length),
    average: parameters.slice(),
    routerBias: new Float32Array(sizeOf(routerShape(dimensions) ?? [0])),
  };
}

const floats = (data: Float32Array, dims: readonly number[]): TensorValue => ({
  type: 'float32',
  data,
  dims,
});
const number = (value: number): TensorValue => floats(Float32Array.of(value), [1]);

/** What a batch is to the heads beside the pictures; the pixels that are segmented differ from step to step. */
function headFeeds(
  windows: WindowBatch,
  step: number,
  { side, heads }: WmDConfig,
  targets: SlotTargets,
): Record<string, TensorValue> {
  const { batch, frames, depth } = windows;
  const feeds: Record<string, TensorValue> = {};
  if (heads.includes('segmentation')) {
    const phase = step % 4;
    const dims = [batch, frames - WM_D_CONTEXT, 1, side / 2, side / 2];
    feeds['slots'] = { type: 'uint8', data: targets.of(windows, phase), dims };
    feeds['phase'] = floats(
      Float32Array.from({ length: 4 }, (_, i) => Number(i === phase)),
      [1, 4],
    );
  }
  if (!heads.includes('depth')) return feeds;
  if (depth === undefined) throw new Error('a depth head learns from windows with depth');
  return { ...feeds, depth: { type: 'uint8', data: depth, dims: [batch, frames, 1, side, side] } };
}

/** What a batch and its settings are to the graph. */
function feedsOf(
  { batch, frames, rgb, labels, actions }: WindowBatch,
  { step, learningRate, foregroundWeight, balanceRate }: StepSettings,
  { side, actionDim, experts }: WmDConfig,
): Record<string, TensorValue> {
  const rates = Object.entries(adamWRates(step, learningRate)).map(([name, rate]) => [name, number(rate)]);
  return {
    ...Object.fromEntries(rates),
    rgb: { type: 'uint8', data: rgb, dims: [batch, frames, 3, side, side] },
    labels: { type: 'uint8', data: labels, dims: [batch, frames, 1, side, side] },
    ...(actionDim === 0 ? {} : { actions: floats(actions, [batch, frames - 1, actionDim]) }),
    foreground_weight: number(foregroundWeight),
    ...(experts ? { balance_rate: number(balanceRate) } : {}),
  };
}

/**
 * Loads the training step of a phase. The state given is copied: steps change it back and forth between two copies.
 *
 * @throws {@link ToolkitError} `model/not-onnx` when the provider cannot run the graph.
 */
export async function openTrainingSession(
  phase: TrainingPhase,
  state: TrainingState,
  { provider, threads }: TrainingSessionOptions,
): Promise<TrainingSession> {
  const { config, unroll } = phase;
  const graph = buildTrainingGraph(phase);
  const session = await createSession(graph.bytes, 'the training step', {
    provider,
    threads,
    training: true,
  });
  const routers = routerShape(dimensionsOf(config));
  const copy = (): TrainingState => ({
    parameters: state.parameters.slice(),
    moment1: state.moment1.slice(),
    moment2: state.moment2.slice(),
    average: state.average.slice(),
    routerBias: state.routerBias.slice(),
  });
  const targets = createSlotTargets(WM_D_CONTEXT, config.side);
  let now = copy();
  let next = copy();

  const step = async (batch: WindowBatch, settings: StepSettings): Promise<StepReport> => {
    const feeds = {
      ...feedsOf(batch, settings, config),
      ...headFeeds(batch, settings.step, config, targets),
    };
    const into: Record<string, TensorValue> = {};
    for (const name of FLAT) {
      feeds[name] = floats(now[name], [graph.parameters]);
      into[`next_${name}`] = floats(next[name], [graph.parameters]);
    }
    if (routers !== null) {
      feeds['router_bias'] = floats(now.routerBias, routers);
      into['next_router_bias'] = floats(next.routerBias, routers);
    }
    const told = routers === null ? [] : ROUTER_REPORT;
    const out = await session.run(feeds, [...Object.keys(into), 'loss', 'gradient_norm', ...told], into);
    const loss = Number(out['loss']?.data[0]);
    const gradientNorm = Number(out['gradient_norm']?.data[0]);
    // What is not taken is not swapped in: the state stays what it was.
    const taken = Number.isFinite(loss) && Number.isFinite(gradientNorm) && loss <= settings.lossLimit;
    if (taken) [now, next] = [next, now];
    const router =
      routers === null
        ? null
        : {
            loads: out['loads']?.data as Float32Array,
            entropy: Number(out['entropy']?.data[0]),
            dropped: Number(out['dropped']?.data[0]),
          };
    return { loss, gradientNorm, taken, router };
  };
  return {
    phase,
    flopsPerSample: 3 * unroll * forwardFlops(dimensionsOf(config)),
    step,
    state: async () => now,
    close: () => session.close(),
  };
}
