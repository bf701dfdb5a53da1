/** Bytes `start`…`end`, both included. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Reads a Range header: one range, of a file of `bytes` bytes.
 *
 * @returns `null` where it asks for what is not there, for several ranges, or for none.
 */
export function parseByteRange(header: string, bytes: number): ByteRange | null {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  const last = bytes - 1;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? last : Math.min(Number(to), last);
  return start <= end ? { start, end } : null;
}
