import { readDeviceTensors } from '../onnx/read-device-tensors.ts';
import type { DeviceTensor, TensorValue } from '../onnx/session.ts';
import { createDeviceSession, type SessionOptions } from '../onnx/session-node.ts';
import { STATE_NAMES, type StateShapes, type StepRunner, statesOf } from './step-runner.ts';
import { copyState } from './train-loop.ts';
import type { TrainingState } from './training-session.ts';

type DeviceTensors = Readonly<Record<string, DeviceTensor>>;

const release = (tensors: DeviceTensors): void => {
  for (const tensor of Object.values(tensors)) tensor.release();
};

/**
 * Loads a training step whose state stays on the device: what one step leaves there is fed to the next, and only
 * its reports come back. The state given stays as it is.
 *
 * @throws {@link ToolkitError} `model/not-onnx` when the provider cannot run the graph.
 */
export async function openDeviceSteps(
  graph: Uint8Array,
  shapes: StateShapes,
  state: TrainingState,
  options: SessionOptions,
): Promise<StepRunner> {
  const names = statesOf(shapes).map((key) => [key, STATE_NAMES[key]] as const);
  const kept = names.map(([, name]) => `next_${name}`);
  const session = await createDeviceSession(graph, 'the training step', options, kept);
  // Until the first step is taken, the state is what was given.
  let given = copyState(state);
  let now: DeviceTensors = {};
  let next: DeviceTensors = {};
  const feeds = (): Readonly<Record<string, TensorValue | DeviceTensor>> =>
    Object.fromEntries(
      names.map(([key, name]) => [
        name,
        now[name] ?? { type: 'float32', dims: shapes[key] ?? [], data: given[key] },
      ]),
    );
  return {
    run: async (batch, told) => {
      release(next);
      next = {};
      const found = await session.run({ ...batch, ...feeds() }, [...kept, ...told]);
      next = Object.fromEntries(names.map(([, name]) => [name, found[`next_${name}`] as DeviceTensor]));
      return Object.fromEntries(told.map((name) => [name, found[name] as TensorValue]));
    },
    take: () => {
      release(now);
      [now, next] = [next, {}];
    },
    state: async () => {
      if (Object.keys(now).length === 0) return given;
      const read = await readDeviceTensors(now);
      given = { ...given, ...Object.fromEntries(names.map(([key, name]) => [key, read[name]?.data])) };
      return given;
    },
    close: async () => {
      release(now);
      release(next);
      [now, next] = [{}, {}];
      await session.close();
    },
  };
}
