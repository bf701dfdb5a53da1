import { createGpuStage, createWebGlStage, type Stage } from './stage.ts';

/** What a GPU calls itself. */
function gpuWords({ info }: GPUAdapter): string {
  const name = [info.vendor, info.architecture, info.description].filter((part) => part !== '').join(' ');
  return `WebGPU${name === '' ? '' : ` on ${name}`}`;
}

/** The widest textures that the adapter gives, so that large views fit. */
async function openDevice(): Promise<{ device: GPUDevice; words: string } | null> {
  // A browser may have the interface and no adapter behind it.
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (adapter === null || adapter === undefined) return null;
  return { device: await adapter.requestDevice(), words: gpuWords(adapter) };
}

let opened: Promise<Stage> | null = null;

/**
 * The page's one stage, opened when it is first asked for: on WebGPU where there is one, else on WebGL 2.
 *
 * @throws {@link ToolkitError} `device/missing` where there is neither.
 */
export function openStage(): Promise<Stage> {
  opened ??= openDevice().then((gpu) =>
    gpu === null ? createWebGlStage() : createGpuStage(gpu.device, gpu.words),
  );
  return opened;
}
