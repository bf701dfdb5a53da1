import type { Provider } from './session.ts';

/** What one provider showed when it was asked to multiply two matrices. */
export type ProviderProbe = {
  readonly provider: Provider;
  readonly works: boolean;
  /** Milliseconds for one 512×512 MatMul, median of five; null where it does not work. */
  readonly matmulMs: number | null;
  /** A GPU that is simulated on the CPU: right, and slow. */
  readonly software: boolean;
  /** What the device calls itself, or why the provider does not work. */
  readonly detail: string;
};

/** How a model's provider came about; recorded with what it predicts. */
export type ProviderReport = {
  readonly provider: Provider;
  readonly asked: 'auto' | Provider;
  /** Empty where nothing had to be probed. */
  readonly probed: readonly ProviderProbe[];
};

/** Of those probed, the fastest that works and is no simulated GPU; the CPU always works. */
export function fastestProvider(probed: readonly ProviderProbe[]): Provider {
  const able = probed.filter((probe) => probe.works && !probe.software);
  able.sort((a, b) => (a.matmulMs ?? Number.POSITIVE_INFINITY) - (b.matmulMs ?? Number.POSITIVE_INFINITY));
  return able[0]?.provider ?? 'cpu';
}

/** One provider in a sentence, for the terminal. */
export function describeProbe(probe: ProviderProbe): string {
  if (!probe.works) return `${probe.provider}: not here (${probe.detail})`;
  const software = probe.software ? ', in software: used only when asked by name' : '';
  return `${probe.provider}: ${probe.matmulMs?.toFixed(1)} ms a 512×512 MatMul${probe.detail ? ` (${probe.detail}${software})` : ''}`;
}
