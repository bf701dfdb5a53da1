import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ToolkitError } from '../../core/error.ts';
import type { ImageTracks, ImageTracksRequest, TrackImages } from '../image-tracks.ts';
import { packageRoot } from '../package-root.ts';
import { fromSent, type SentError } from './sent-error.ts';

/** What the encoding thread is told; it answers each in turn. */
export type EncodeRequest =
  | { readonly kind: 'open'; readonly request: ImageTracksRequest }
  | { readonly kind: 'write'; readonly images: TrackImages }
  | { readonly kind: 'finish' }
  | { readonly kind: 'abort' };

export type EncodeAnswer =
  | { readonly kind: 'done'; readonly finished: Awaited<ReturnType<ImageTracks['finish']>> | null }
  | { readonly kind: 'failed'; readonly error: SentError };

/** Frames that may wait for their encoding: enough to smooth the load, few enough for the memory. */
const AHEAD = 4;

/** A thread that encodes while this one draws: one episode after the other, in the order of the frames. */
export type EncodeThread = {
  readonly openTracks: (request: ImageTracksRequest) => Promise<ImageTracks>;
  readonly close: () => Promise<void>;
};

/**
 * Starts the thread.
 *
 * @throws {@link ToolkitError} `file/missing` when its program was not built.
 */
export function startEncodeThread(): EncodeThread {
  const file = join(packageRoot(), 'dist', 'encode-thread.js');
  if (!existsSync(file)) {
    throw new ToolkitError(
      'file/missing',
      `The encoder's program ${file} must be there, got none.`,
      'Run npm run build.',
    );
  }
  const thread = new Worker(file);
  const waiting: { resolve: (answer: EncodeAnswer) => void; reject: (error: unknown) => void }[] = [];
  let death: Error | null = null;
  const die = (error: Error): void => {
    death ??= error;
    for (const { reject } of waiting.splice(0)) reject(death);
  };
  thread.on('message', (answer: EncodeAnswer) => waiting.shift()?.resolve(answer));
  thread.on('error', die);
  thread.on('exit', (code) => die(new Error(`the encoding thread ended with code ${code}`)));

  const ask = async (request: EncodeRequest, transfer: ArrayBuffer[] = []) => {
    const answer = await new Promise<EncodeAnswer>((resolve, reject) => {
      if (death !== null) {
        reject(death);
        return;
      }
      waiting.push({ resolve, reject });
      thread.postMessage(request, transfer);
    });
    if (answer.kind === 'failed') throw fromSent(answer.error);
    return answer.finished;
  };

  const openTracks = async (request: ImageTracksRequest): Promise<ImageTracks> => {
    await ask({ kind: 'open', request });
    let over = false;
    const ahead: Promise<unknown>[] = [];
    return {
      async write(images) {
        // A copy of its own, for the arrays may be parts of a larger one, which is the caller's.
        const copies = images.map(([track, image]) => [track, image.slice()] as const);
        const buffers = copies.map(([, image]) => image.buffer as ArrayBuffer);
        const written = ask({ kind: 'write', images: copies }, buffers);
        written.catch(() => undefined);
        ahead.push(written);
        if (ahead.length > AHEAD) await ahead.shift();
      },
      async finish() {
        await Promise.all(ahead);
        const finished = await ask({ kind: 'finish' });
        over = true;
        if (finished === null) throw new Error('the encoding thread must say what it finished');
        return finished;
      },
      async abort() {
        if (!over && death === null) await ask({ kind: 'abort' });
        over = true;
      },
    };
  };
  return {
    openTracks,
    async close() {
      await thread.terminate();
    },
  };
}
