import type { Environment } from '../../core/environment.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Progress } from '../../core/progress.ts';
import type { RgbObservation } from '../../core/rgb-spec.ts';
import { fetchBytes } from '../../onnx/fetch-bytes-web.ts';
import { loadFetchedModel } from '../../world-model/load-world-model-web.ts';
import type { OpenedWorldModel } from '../../world-model/open-world-model.ts';
import { createWorldModelEnvironment, type DreamStart } from '../../world-model/world-model-environment.ts';
import type { DreamNews, DreamOrder, DreamShape, LoadedDream } from './dream-orders.ts';

/** A dream ends when its page does. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

let model: OpenedWorldModel | null = null;
let runs = '';
let dream: Environment<RgbObservation> | null = null;
/** What the next dream begins with. */
let start: DreamStart | null = null;

const tell = (news: DreamNews): void => postMessage(news);

/** What runs a model, and why WebGPU does not. */
function words({ provider, providerReport }: OpenedWorldModel): Pick<LoadedDream, 'runs' | 'notGpu'> {
  const { probed } = providerReport;
  const gpu = probed.find((probe) => probe.provider === 'webgpu');
  return {
    runs: probed.findLast((probe) => probe.provider === provider)?.detail ?? provider,
    notGpu: gpu === undefined || gpu.works ? null : gpu.detail,
  };
}

async function load({ file, url, sideCarUrl, provider }: Extract<DreamOrder, { kind: 'load' }>) {
  await model?.close();
  model = null;
  dream = null;
  const onProgress = (progress: Progress): void => tell({ kind: 'progress', progress });
  const bytes = await fetchBytes(url, file, onProgress);
  const sideCar =
    sideCarUrl === null
      ? null
      : new TextDecoder().decode(await fetchBytes(sideCarUrl, `${file}.wm.json`, onProgress));
  model = await loadFetchedModel({ file, bytes, sideCar }, { provider, onProgress });
  const said = words(model);
  runs = said.runs;
  return { ...said, contract: model.contract, probed: model.providerReport.probed, warnings: model.warnings };
}

/** @throws {@link ToolkitError} `model/size`, `model/contract` when model and scene do not fit. */
function shapeDream(shape: DreamShape): void {
  if (model === null) return;
  const starts = async (): Promise<DreamStart> => start ?? { frames: [], actions: null };
  dream = createWorldModelEnvironment(model, { ...shape, frames: ENDLESS, starts });
}

async function obey(order: DreamOrder): Promise<void> {
  const { number } = order;
  switch (order.kind) {
    case 'load':
      return tell({ kind: 'loaded', number, dream: await load(order) });
    case 'shape':
      shapeDream(order.shape);
      return tell({ kind: 'done', number });
    case 'begin':
      start = order.start;
      await dream?.reset(0);
      return tell({ kind: 'done', number });
    case 'step': {
      if (dream === null) return;
      const begun = performance.now();
      const { observation } = await dream.step(order.action);
      const frame = { rgb: observation.rgb, took: performance.now() - begun, runs };
      return tell({ kind: 'frame', number, frame });
    }
  }
}

function fail(number: number, error: unknown): void {
  const known = error instanceof ToolkitError;
  const message = error instanceof Error ? error.message : String(error);
  tell({
    ...{ kind: 'failed', number, message },
    ...{ code: known ? error.code : 'unexpected', hint: known ? error.hint : '' },
  });
}

/** One after the other: a model predicts for one at a time. */
let last: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<DreamOrder>) => {
  last = last.then(() => obey(data)).catch((error) => fail(data.number, error));
});
