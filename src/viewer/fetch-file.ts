import { ToolkitError, type ToolkitErrorCode } from '../core/error.ts';

/** An answer that is not what was asked for, as an error: the server's own words where it gives some. */
async function refusal(address: string, response: Response): Promise<ToolkitError> {
  const said = (await response.json().catch(() => null)) as {
    readonly code?: string;
    readonly message?: string;
    readonly hint?: string;
  } | null;
  return new ToolkitError(
    (said?.code ?? 'file/missing') as ToolkitErrorCode,
    said?.message ?? `${address} must be there, but the server answered ${response.status}.`,
    said?.hint ?? 'Load the page again, or start worldwright view again.',
  );
}

/**
 * Fetches a file of the viewer (core/view/addresses.ts).
 *
 * @throws {@link ToolkitError} With the server's words, or `file/missing` when nobody answers.
 */
export async function fetchFile(address: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { ...(signal === undefined ? {} : { signal }), cache: 'no-cache' });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ToolkitError(
      'file/missing',
      `${address} must be answered, but nobody did.`,
      'Is worldwright view still running? Start it again and load the page again.',
      { cause },
    );
  }
  if (!response.ok) throw await refusal(address, response);
  return response;
}

/** Fetches JSON; throws as `fetchFile`. */
export const fetchJson = async <T>(address: string, signal?: AbortSignal): Promise<T> =>
  (await (await fetchFile(address, signal)).json()) as T;
