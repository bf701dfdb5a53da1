import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import type { Provider } from '#src/onnx/session.ts';
import { initialState } from '#src/train/open-training-session.ts';
import { MICRO } from '../../fixtures/training-batch.ts';

const out = mkdtempSync(join(tmpdir(), 'worldwright-providers-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What micro has learnt in four steps, in a process of its own: a driver may die. */
async function learnOn(provider: Provider): Promise<Float32Array> {
  const script = fileURLToPath(new URL('../../fixtures/train-steps.ts', import.meta.url));
  const file = join(out, provider);
  await promisify(execFile)(process.execPath, ['--import', 'tsx', script, provider, file]);
  return new Float32Array(new Uint8Array(readFileSync(file)).buffer);
}

it('a GPU, here a simulated one, learns what the processor learns', { timeout: 300_000 }, async () => {
  const [onCpu, onGpu] = [await learnOn('cpu'), await learnOn('webgpu')];
  const start = initialState(MICRO, 1).parameters;
  const largest = (of: (i: number) => number): number =>
    onCpu.reduce((most, _, i) => Math.max(most, Math.abs(of(i))), 0);
  expect(largest((i) => onCpu[i]! - start[i]!)).toBeGreaterThan(1e-3);
  expect(largest((i) => onCpu[i]! - onGpu[i]!) / largest((i) => onCpu[i]!)).toBeLessThan(1e-4);
});
