import type {
  StepSettings,
  TrainingPhase,
  TrainingSession,
  TrainingState,
} from '#src/train/training-session.ts';
import type { WindowBatch } from '#src/train/window-batch.ts';
import type { WmDConfig } from '#src/world-model/wm-d/wm-d-config.ts';

const f32 = Math.fround;

const copy = (state: TrainingState): TrainingState => ({
  parameters: state.parameters.slice(),
  moment1: state.moment1.slice(),
  moment2: state.moment2.slice(),
  average: state.average.slice(),
  routerBias: state.routerBias.slice(),
});

/** Mean squared error of "the last frame plus a colour for each pixel", and its gradient. */
function lossOf(batch: WindowBatch, bias: Float32Array): { loss: number; gradient: Float32Array } {
  const gradient = new Float32Array(bias.length);
  let loss = 0;
  for (let b = 0; b < batch.batch; b++) {
    const at = (b * batch.frames + batch.frames - 1) * bias.length;
    for (let i = 0; i < bias.length; i++) {
      const truth = (batch.rgb[at + i] ?? 0) / 255;
      const error = (batch.rgb[at - bias.length + i] ?? 0) / 255 + (bias[i] as number) - truth;
      loss += error ** 2 / bias.length / batch.batch;
      gradient[i] = (gradient[i] as number) + error / batch.batch;
    }
  }
  return { loss, gradient };
}

/** Momentum descent on it. */
function descend(state: TrainingState, gradient: Float32Array, { learningRate }: StepSettings): void {
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i] as number;
    state.moment1[i] = f32(0.9 * (state.moment1[i] as number) + 0.1 * g);
    state.moment2[i] = f32(0.98 * (state.moment2[i] as number) + 0.02 * g * g);
    state.parameters[i] = f32(
      (state.parameters[i] as number) - 50 * learningRate * (state.moment1[i] as number),
    );
    state.average[i] = f32(0.9 * (state.average[i] as number) + 0.1 * (state.parameters[i] as number));
  }
}

/** Steps at which a training of the stand-in goes wrong, for tests: their loss is not finite. */
export type Faults = (step: number) => boolean;

/** A network small enough to be trained in JavaScript: it learns one colour a pixel, added to the last frame. */
export function biasNetwork(faults: Faults = () => false) {
  const numbers = ({ side }: WmDConfig): number => 3 * side * side;
  return {
    initialState: (config: WmDConfig, seed: number): TrainingState => {
      const zeros = (): Float32Array => new Float32Array(numbers(config));
      const parameters = zeros().fill(f32(0.01 * (seed + 1)));
      return {
        parameters,
        moment1: zeros(),
        moment2: zeros(),
        average: parameters.slice(),
        routerBias: zeros().slice(0, 0),
      };
    },
    openSession: async (phase: TrainingPhase, from: TrainingState): Promise<TrainingSession> => {
      const state = copy(from);
      return {
        phase,
        flopsPerSample: 1e6 * phase.unroll,
        step: async (batch, settings) => {
          const { loss, gradient } = lossOf(batch, state.parameters);
          const gradientNorm = Math.hypot(...gradient.subarray(0, 100));
          const found = faults(settings.step) ? Number.NaN : loss;
          const taken = found <= settings.lossLimit;
          if (taken) descend(state, gradient, settings);
          return { loss: found, gradientNorm, taken, router: null };
        },
        state: async () => state,
        close: async () => undefined,
      };
    },
  };
}
