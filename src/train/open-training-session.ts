import { adamWRates } from '../onnx/autodiff/adam-w.ts';
import { sizeOf } from '../onnx/autodiff/tape.ts';
import type { TensorValue } from '../onnx/session.ts';
import { collectWeights } from '../world-model/wm-d/collect-weights.ts';
import { forwardFlops } from '../world-model/wm-d/count-flops.ts';
import { dimensionsOf, routerShape } from '../world-model/wm-d/dimensions.ts';
import { startWeights } from '../world-model/wm-d/weights.ts';
import { WM_D_CONTEXT, type WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import { buildTrainingGraph } from './build-training-graph.ts';
import { openDeviceSteps } from './device-steps.ts';
import { openHostSteps } from './host-steps.ts';
import { createSlotTargets, type SlotTargets } from './slot-targets.ts';
import type { StateShapes } from './step-runner.ts';
import type {
  StepReport,
  StepSettings,
  TrainingPhase,
  TrainingSession,
  TrainingSessionOptions,
  TrainingState,
} from './training-session.ts';
import type { WindowBatch } from './window-batch.ts';

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
 * Loads the training step of a phase. The state given is copied.
 *
 * @throws {@link ToolkitError} `model/not-onnx` when the provider cannot run the graph.
 */
export async function openTrainingSession(
  phase: TrainingPhase,
  state: TrainingState,
  { provider, threads }: TrainingSessionOptions,
): Promise<TrainingSession> {
  const { config, unroll } = phase;
  const graph = buildTrainingGraph(phase, provider);
  const routers = routerShape(dimensionsOf(config));
  const size = [graph.parameters];
  const flat = { parameters: size, moment1: size, moment2: size, average: size };
  const shapes: StateShapes = routers === null ? flat : { ...flat, routerBias: routers };
  // Of the providers in Node, WebGPU alone can keep a state on the device.
  const open = provider === 'webgpu' ? openDeviceSteps : openHostSteps;
  const runner = await open(graph.bytes, shapes, state, { provider, threads, training: true });
  const targets = createSlotTargets(WM_D_CONTEXT, config.side);
  const step = async (batch: WindowBatch, settings: StepSettings): Promise<StepReport> => {
    const feeds = {
      ...feedsOf(batch, settings, config),
      ...headFeeds(batch, settings.step, config, targets),
    };
    const told = routers === null ? [] : ROUTER_REPORT;
    const out = await runner.run(feeds, ['loss', 'gradient_norm', ...told]);
    const loss = Number(out['loss']?.data[0]);
    const gradientNorm = Number(out['gradient_norm']?.data[0]);
    // Where it is not taken, the state stays what it was.
    const taken = Number.isFinite(loss) && Number.isFinite(gradientNorm) && loss <= settings.lossLimit;
    if (taken) runner.take();
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
    state: () => runner.state(),
    close: () => runner.close(),
  };
}
