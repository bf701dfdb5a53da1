import { createGraphBuilder } from '../../onnx/graph-builder.ts';
import { baselineMetadata } from './baseline-metadata.ts';

/** `models/copy-last.onnx`: the next frame is the last one again. Any size, context 1, chunk 1. */
export function buildCopyLast(): Uint8Array {
  const graph = createGraphBuilder();
  const frames = graph.input('context_frames', 'float32', ['batch', 1, 3, 'height', 'width']);
  graph.output('frames', frames, 'float32', ['batch', 1, 3, 'height', 'width']);
  return graph.build({
    name: 'copy-last',
    doc: 'Baseline: the next frame is the last one again.',
    metadata: baselineMetadata({ name: 'copy-last', context: 1 }),
  });
}
