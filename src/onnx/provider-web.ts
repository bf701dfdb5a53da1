import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { buildMatMul, timeMatMul } from './matmul-trial.ts';
import { onnxruntimeMessage } from './onnxruntime-message.ts';
import type { ProviderProbe, ProviderReport } from './provider-probe.ts';
import { hasWasmPromises, openRuntime, type WebRuntime } from './runtime-web.ts';
import { createWebSession } from './session-web.ts';

/** What may be asked for in a browser; `cpu` is WebAssembly. */
export type WebProviderChoice = 'auto' | 'webgpu' | 'cpu';

/** How a browser's provider came about, and what runs it. */
export type WebProvider = { readonly runtime: WebRuntime; readonly report: ProviderReport };

/** WebAssembly in words. */
const wasmWords = ({ threads }: WebRuntime): string =>
  threads > 1
    ? `WebAssembly, ${threads} threads`
    : globalThis.crossOriginIsolated
      ? `WebAssembly, one thread of ${navigator.hardwareConcurrency}`
      : 'WebAssembly, one thread: more need a page that its server isolates (COOP and COEP)';

const failed = (provider: 'webgpu' | 'cpu', detail: string, software = false): ProviderProbe => ({
  ...{ provider, works: false, matmulMs: null, software, detail },
});

/** A GPU's name, and whether it is simulated on the CPU; `null` where there is none. */
async function findGpu(): Promise<{ readonly name: string; readonly software: boolean } | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, description].filter((part) => part !== '').join(' ');
  return { name: name || 'a GPU', software: isFallbackAdapter || /swiftshader|llvmpipe/i.test(name) };
}

/** Loads a provider and has it multiply two matrices. */
async function tryRuntime(
  provider: 'webgpu' | 'cpu',
  onProgress: OnProgress,
  words: (runtime: WebRuntime) => string,
  software: boolean,
): Promise<{ readonly runtime: WebRuntime | null; readonly probe: ProviderProbe }> {
  try {
    const runtime = await openRuntime(provider, onProgress);
    const session = await createWebSession(buildMatMul(), 'a MatMul', runtime);
    const matmulMs = await timeMatMul(session).finally(() => session.close());
    return { runtime, probe: { provider, works: true, matmulMs, software, detail: words(runtime) } };
  } catch (error) {
    if (error instanceof ToolkitError && error.code === 'file/missing') throw error;
    // The session's own sentence speaks of the user's model; its cause says what is missing.
    const detail = onnxruntimeMessage((error as Error).cause ?? error);
    return { runtime: null, probe: failed(provider, detail, software) };
  }
}

/** WebGPU, tried; a GPU that is simulated on the CPU only where it was asked for by name. */
async function tryGpu(asked: WebProviderChoice, onProgress: OnProgress): ReturnType<typeof tryRuntime> {
  const not = (detail: string, software = false) => ({
    runtime: null,
    probe: failed('webgpu', detail, software),
  });
  const gpu = await findGpu().catch(() => null);
  if (gpu === null) return not('this browser has no WebGPU');
  if (!hasWasmPromises()) return not('this browser has WebGPU, and no promises of WebAssembly (JSPI)');
  if (gpu.software && asked === 'auto') return not(`${gpu.name} is simulated on the processor`, true);
  return tryRuntime('webgpu', onProgress, () => `WebGPU on ${gpu.name}`, gpu.software);
}

/**
 * Chooses a provider by trying it: WebGPU where there is a GPU, else WebAssembly.
 *
 * @throws {@link ToolkitError} `model/provider` when the one asked for, or none, works here; `file/missing` when
 *   onnxruntime's own files do not come.
 */
export async function chooseWebProvider(
  asked: WebProviderChoice,
  onProgress: OnProgress,
): Promise<WebProvider> {
  const probed: ProviderProbe[] = [];
  if (asked !== 'cpu') {
    const { runtime, probe } = await tryGpu(asked, onProgress);
    probed.push(probe);
    if (runtime !== null) return { runtime, report: { provider: 'webgpu', asked, probed } };
    if (asked === 'webgpu') throw refuse(probe);
  }
  const { runtime, probe } = await tryRuntime('cpu', onProgress, wasmWords, false);
  if (runtime === null) throw refuse(probe);
  return { runtime, report: { provider: 'cpu', asked, probed: [...probed, probe] } };
}

const refuse = ({ provider, detail }: ProviderProbe): ToolkitError =>
  new ToolkitError(
    'model/provider',
    `${provider === 'cpu' ? 'WebAssembly' : 'WebGPU'} must work in this browser to run a model, and it does not: ${detail}.`,
    provider === 'cpu' ? 'Use a current browser.' : 'Let the page choose: it has WebAssembly too.',
  );
