import type { OnProgress } from '../core/progress.ts';
import { memorySource } from '../onnx/byte-source.ts';
import { onnxruntimeMessage } from '../onnx/onnxruntime-message.ts';
import { chooseWebProvider, type WebProvider, type WebProviderChoice } from '../onnx/provider-web.ts';
import { readModelFacts } from '../onnx/read-model-facts.ts';
import { createWebSession } from '../onnx/session-web.ts';
import { readContractFacts } from './contract-facts.ts';
import { type OpenedWorldModel, openWorldModel } from './open-world-model.ts';

/** A model as it was fetched. */
export type FetchedModel = {
  /** What to call it in errors, `models/x.onnx`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Text of `<file>.wm.json`, null where there is none. */
  readonly sideCar: string | null;
};

/** Where a fetched model is to run, and who hears of onnxruntime's files as they come. */
export type LoadFetchedModelOptions = {
  /** `auto` takes WebGPU where there is a GPU on which the model runs, else WebAssembly. */
  readonly provider: WebProviderChoice;
  readonly onProgress: OnProgress;
};

/** The report where the GPU works, and this model does not work on it. */
const without = ({ report }: WebProvider, error: unknown): WebProvider['report']['probed'] =>
  report.probed.map((probe) =>
    probe.provider === 'webgpu'
      ? {
          ...probe,
          works: false,
          detail: `${probe.detail} does not run this model: ${onnxruntimeMessage(error)}`,
        }
      : probe,
  );

/**
 * Loads a model in a browser as `loadWorldModel` does in Node: any ONNX file that keeps the contract `wm/1`, tried
 * once on a made-up clip.
 *
 * @throws {@link ToolkitError} `model/not-onnx`, `model/too-large`, `model/contract`, `model/provider`; `file/missing`
 *   when onnxruntime's own files do not come.
 */
export async function loadFetchedModel(
  { file, bytes, sideCar }: FetchedModel,
  { provider, onProgress }: LoadFetchedModelOptions,
): Promise<OpenedWorldModel> {
  const { metadata } = readModelFacts(memorySource(bytes), file);
  const said = readContractFacts(metadata, sideCar, `${file}.wm.json`);
  const name = file.replace(/^.*\//, '').replace(/\.onnx$/, '');
  const open = async ({ runtime, report }: WebProvider): Promise<OpenedWorldModel> => {
    const session = await createWebSession(bytes, file, runtime);
    return openWorldModel(session, { file, name, ...said, providerReport: report });
  };
  const chosen = await chooseWebProvider(provider, onProgress);
  try {
    return await open(chosen);
  } catch (error) {
    if (provider !== 'auto' || chosen.runtime.provider === 'cpu') throw error;
    const { runtime, report } = await chooseWebProvider('cpu', onProgress);
    const probed = [...without(chosen, error), ...report.probed];
    return open({ runtime, report: { provider: 'cpu', asked: 'auto', probed } });
  }
}
