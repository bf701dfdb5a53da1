import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import type { DreamStart } from '../../world-model/world-model-environment.ts';
import type { DreamNews, DreamOrder, DreamShape, DreamtFrame, LoadedDream } from './dream-orders.ts';

type WithoutNumber<T> = T extends unknown ? Omit<T, 'number'> : never;

/** Which model is to dream, and on what. */
export type DreamRequest = Omit<Extract<DreamOrder, { kind: 'load' }>, 'kind' | 'number'>;

/**
 * A model in a thread of its own. Every call rejects with what the model's loader or its contract says. End it with
 * `close`.
 */
export type Dreamer = {
  readonly load: (request: DreamRequest) => Promise<LoadedDream>;
  /** What is dreamt from now on: known sizes and actions; `begin` comes next. */
  readonly shape: (shape: DreamShape) => Promise<void>;
  /** The dream is what is known, and goes on from there. */
  readonly begin: (start: DreamStart) => Promise<void>;
  /** The next frame, after an action was held for one. */
  readonly step: (action: Float32Array | null) => Promise<DreamtFrame>;
  readonly close: () => void;
};

type Waiting = { readonly take: (news: DreamNews) => void; readonly fail: (error: unknown) => void };

const errorOf = ({ code, message, hint }: Extract<DreamNews, { kind: 'failed' }>): Error =>
  code === 'unexpected' ? new Error(message) : new ToolkitError(code, message, hint);

/** Starts a thread that dreams; nothing is fetched before `load`. */
export function createDreamer(onProgress: OnProgress): Dreamer {
  const worker = new Worker(new URL('./dream-worker.ts', import.meta.url), { type: 'module', name: 'dream' });
  const waiting = new Map<number, Waiting>();
  let number = 0;
  worker.onmessage = ({ data: news }: MessageEvent<DreamNews>) => {
    if (news.kind === 'progress') return onProgress(news.progress);
    const one = waiting.get(news.number);
    waiting.delete(news.number);
    if (news.kind === 'failed') one?.fail(errorOf(news));
    else one?.take(news);
  };
  worker.onerror = (event) => {
    const error = new Error(event.message || 'the thread that dreams could not start');
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  const ask = (order: WithoutNumber<DreamOrder>): Promise<DreamNews> =>
    new Promise((resolve, reject) => {
      number += 1;
      waiting.set(number, { take: resolve, fail: reject });
      worker.postMessage({ ...order, number });
    });
  return {
    load: async (request) => ((await ask({ kind: 'load', ...request })) as { dream: LoadedDream }).dream,
    shape: async (shape) => void (await ask({ kind: 'shape', shape })),
    begin: async (start) => void (await ask({ kind: 'begin', start })),
    step: async (action) => ((await ask({ kind: 'step', action })) as { frame: DreamtFrame }).frame,
    close: () => worker.terminate(),
  };
}
