import { parentPort } from 'node:worker_threads';
import { type ImageTracks, openImageTracks } from '../image-tracks.ts';
import { toSent } from './sent-error.ts';
import type { EncodeAnswer, EncodeRequest } from './threaded-tracks.ts';

/** The videos of the one episode that is being recorded. */
let tracks: ImageTracks | null = null;

async function obey(request: EncodeRequest): Promise<EncodeAnswer> {
  if (request.kind === 'open') {
    tracks = await openImageTracks(request.request);
  } else if (tracks !== null) {
    if (request.kind === 'write') await tracks.write(request.images);
    if (request.kind === 'finish') return { kind: 'done', finished: await tracks.finish() };
    if (request.kind === 'abort') await tracks.abort();
  }
  return { kind: 'done', finished: null };
}

// One request after another, in the order of their coming: the bytes are those of a single thread.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: EncodeRequest) => {
  last = last
    .then(() => obey(request))
    .catch((error: unknown): EncodeAnswer => ({ kind: 'failed', error: toSent(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
