import { expect, it } from 'vitest';
import { constant, createTape, sizeOf, tensorOf } from '#src/onnx/autodiff/tape.ts';
import { createGraphBuilder } from '#src/onnx/graph-builder.ts';
import { createSession } from '#src/onnx/session-node.ts';
import type { WmDDimensions } from '#src/world-model/wm-d/dimensions.ts';
import { predictSlots } from '#src/world-model/wm-d/heads.ts';

const PATCH = 4;
const [ROWS, WIDTH, SLOTS] = [3, 2, 8];
const DIMENSIONS = { width: WIDTH, patch: PATCH } as WmDDimensions;

/** The logits of some tokens with made-up weights, of all pixels and of each phase. */
async function logits(): Promise<readonly Float32Array[]> {
  const graph = createGraphBuilder();
  const tape = createTape(graph);
  const tokens = tensorOf(tape, graph.input('tokens', 'float32', [ROWS, WIDTH]), [ROWS, WIDTH]);
  const phases = [null, 0, 1, 2, 3].map((phase) =>
    phase === null
      ? null
      : constant(
          tape,
          [0, 1, 2, 3].map((i) => Number(i === phase)),
          [1, 4],
        ),
  );
  for (const [i, phase] of phases.entries()) {
    const made = predictSlots(
      (_name, shape) =>
        constant(
          tape,
          Array.from({ length: sizeOf(shape) }, (_, k) => Math.sin(k)),
          shape,
        ),
      DIMENSIONS,
      tokens,
      phase,
    );
    graph.output(`y${i}`, made.name, 'float32', made.shape);
  }
  const bytes = graph.build({ name: 'heads', doc: '', metadata: {} });
  const session = await createSession(bytes, 'a test', { provider: 'cpu', threads: 1 });
  const names = phases.map((_, i) => `y${i}`);
  const feed = { type: 'float32', dims: [ROWS, WIDTH], data: Float32Array.of(1, 2, -1, 0.5, 0.3, 3) };
  const out = await session.run({ tokens: feed }, names);
  await session.close();
  return names.map((name) => out[name]?.data as Float32Array);
}

it('a segmentation of one pixel of each two by two is that of all pixels there', async () => {
  const [all, ...ofPhase] = await logits();
  const half = PATCH / 2;
  for (const [phase, found] of ofPhase.entries()) {
    const wanted: number[] = [];
    for (let plane = 0; plane < ROWS * SLOTS; plane++) {
      for (let y = phase >> 1; y < PATCH; y += 2) {
        for (let x = phase & 1; x < PATCH; x += 2) {
          wanted.push(all?.[plane * PATCH * PATCH + y * PATCH + x] as number);
        }
      }
    }
    expect(wanted).toHaveLength(ROWS * SLOTS * half * half);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] as number, 4);
    });
  }
});
