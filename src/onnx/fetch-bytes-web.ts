import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';

/**
 * Fetches a file of the page's own origin, and tells how much of it has come.
 *
 * @param stage - What is on its way, for the progress; `total` is 0 where nobody knows.
 * @throws {@link ToolkitError} `file/missing` when it does not come.
 */
export async function fetchBytes(url: string, stage: string, onProgress: OnProgress): Promise<Uint8Array> {
  const missing = (what: string, cause?: unknown): ToolkitError =>
    new ToolkitError(
      'file/missing',
      `${stage} must be there, but ${what}.`,
      'Is worldwright view still running? Start it again and load the page again.',
      { cause },
    );
  const response = await fetch(url).catch((cause: unknown) => {
    throw missing('nobody answered', cause);
  });
  if (!response.ok || response.body === null) throw missing(`the server answered ${response.status}`);
  const encoded = response.headers.get('Content-Encoding') !== null;
  const total = encoded ? 0 : Number(response.headers.get('Content-Length') ?? 0);
  const pieces: Uint8Array[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value, done: ended } = await reader.read().catch((cause: unknown) => {
      throw missing(`it broke off after ${done} bytes`, cause);
    });
    if (ended) break;
    pieces.push(value);
    done += value.length;
    onProgress({ stage, done, total, unit: 'bytes' });
  }
  const bytes = new Uint8Array(done);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
