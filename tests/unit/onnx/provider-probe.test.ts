import { expect, it } from 'vitest';
import { describeProbe, fastestProvider, type ProviderProbe } from '#src/onnx/provider-probe.ts';

const cpu: ProviderProbe = { provider: 'cpu', works: true, matmulMs: 3, software: false, detail: '' };
const gpu: ProviderProbe = { provider: 'webgpu', works: true, matmulMs: 1, software: false, detail: 'A GPU' };
const none: ProviderProbe = {
  provider: 'cuda',
  works: false,
  matmulMs: null,
  software: false,
  detail: 'no library',
};

it('takes the fastest provider that works', () => {
  expect(fastestProvider([none, gpu, cpu])).toBe('webgpu');
  expect(fastestProvider([none, { ...gpu, matmulMs: 500 }, cpu])).toBe('cpu');
});

it('takes no simulated GPU, however fast, and the CPU where nothing was probed', () => {
  expect(fastestProvider([{ ...gpu, software: true }, cpu])).toBe('cpu');
  expect(fastestProvider([])).toBe('cpu');
});

it('says what a probe found in a sentence', () => {
  expect(describeProbe(cpu)).toBe('cpu: 3.0 ms a 512×512 MatMul');
  expect(describeProbe({ ...gpu, software: true })).toContain('only when asked by name');
  expect(describeProbe(none)).toBe('cuda: not here (no library)');
});
