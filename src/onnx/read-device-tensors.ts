import { createGraphBuilder } from './graph-builder.ts';
import type { DeviceTensor, TensorValue } from './session.ts';
import { createSession } from './session-node.ts';

/**
 * Copies arrays from the device, through a model that hands out what it is given: onnxruntime's own way to read them,
 * `getData`, ends the process.
 *
 * @returns New arrays, by the same names.
 */
export async function readDeviceTensors(
  tensors: Readonly<Record<string, DeviceTensor>>,
): Promise<Readonly<Record<string, TensorValue>>> {
  const graph = createGraphBuilder();
  for (const [name, { dims }] of Object.entries(tensors)) {
    graph.output(`${name}_read`, graph.input(name, 'float32', dims), 'float32', dims);
  }
  const bytes = graph.build({ name: 'read', doc: 'Hands out what it is given.', metadata: {} });
  const session = await createSession(bytes, 'what reads the device', { provider: 'webgpu' });
  try {
    const found = await session.run(
      tensors,
      Object.keys(tensors).map((name) => `${name}_read`),
    );
    return Object.fromEntries(
      Object.keys(tensors).map((name) => [name, found[`${name}_read`] as TensorValue]),
    );
  } finally {
    await session.close();
  }
}
