/** What every answer says of itself. */
type Described = {
  /** MIME type. */
  readonly type: string;
  /** Names these bytes and no others, without quotes, where that is known without making them. */
  readonly etag?: string;
};

/** Bytes that are made when they are asked for. `signal` is aborted when nobody waits for them any more. */
export type MadeResource = Described & { readonly read: (signal: AbortSignal) => Promise<Uint8Array> };

/** A file that is handed out as it is; `bytes` is its size. */
export type FileResource = Described & { readonly file: string; readonly bytes: number };

/** One answer of the viewer's server, or one file of an exported viewer. */
export type Resource = MadeResource | FileResource;

/**
 * Something opened to be viewed.
 *
 * `find` is given a path below its own address, cut at its slashes; `null` where nothing is.
 */
export type Found = {
  readonly find: (parts: readonly string[]) => Promise<Resource | null>;
  /** Every path that `find` answers, for an export. */
  readonly paths: () => Promise<readonly string[]>;
};

/** JSON that is made when it is asked for. */
export const jsonResource = (make: (signal: AbortSignal) => unknown, etag?: string): MadeResource => ({
  type: 'application/json',
  ...(etag === undefined ? {} : { etag }),
  read: async (signal) => new TextEncoder().encode(JSON.stringify(await make(signal))),
});
