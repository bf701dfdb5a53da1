import type * as Ort from 'onnxruntime-web';
import gpuModule from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import gpuWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { OnProgress } from '../core/progress.ts';
import { fetchBytes } from './fetch-bytes-web.ts';

/** onnxruntime in a browser, ready for sessions on one provider. `cpu` is WebAssembly. */
export type WebRuntime = {
  readonly ort: typeof Ort;
  readonly provider: 'webgpu' | 'cpu';
  /** Of one operator on the CPU. */
  readonly threads: number;
};

/** More threads than this gain little on models of our size. */
const MOST_THREADS = 4;

/**
 * Threads for one operator: half of the cores, as page and simulator need theirs too, and a thread that waits for a
 * core makes all wait (on two busy cores two threads were five times slower than one). More than one need memory that
 * is shared, and that an isolated page: the server's headers make it one.
 */
export const threadsHere = (): number =>
  globalThis.crossOriginIsolated
    ? Math.max(1, Math.min(MOST_THREADS, Math.floor(navigator.hardwareConcurrency / 2)))
    : 1;

/** The build for WebGPU waits for the GPU by WebAssembly's promises: half the size of one that does without. */
export const hasWasmPromises = (): boolean => 'Suspending' in WebAssembly;

async function loadRuntime(provider: WebRuntime['provider'], onProgress: OnProgress): Promise<WebRuntime> {
  const gpu = provider === 'webgpu';
  const [ort, wasmBinary] = await Promise.all([
    gpu ? import('onnxruntime-web/jspi') : import('onnxruntime-web/wasm'),
    fetchBytes(gpu ? gpuWasm : plainWasm, 'onnxruntime', onProgress),
  ]);
  const threads = threadsHere();
  const { wasm } = ort.env;
  wasm.wasmBinary = wasmBinary as Uint8Array<ArrayBuffer>;
  wasm.wasmPaths = { mjs: new URL(gpu ? gpuModule : plainModule, globalThis.location.href).href };
  wasm.numThreads = threads;
  // We stand in a worker already.
  wasm.proxy = false;
  ort.env.logLevel = 'fatal';
  return { ort, provider, threads };
}

const loaded = new Map<WebRuntime['provider'], Promise<WebRuntime>>();

/**
 * Loads onnxruntime for a provider, once a worker: a build of WebAssembly alone, or a larger one that speaks to
 * WebGPU. All files are the page's own.
 *
 * @throws {@link ToolkitError} `file/missing` when they do not come.
 */
export function openRuntime(provider: WebRuntime['provider'], onProgress: OnProgress): Promise<WebRuntime> {
  const known = loaded.get(provider);
  if (known !== undefined) return known;
  const runtime = loadRuntime(provider, onProgress);
  loaded.set(provider, runtime);
  runtime.catch(() => loaded.delete(provider));
  return runtime;
}
