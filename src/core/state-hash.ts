import type { WorldState } from './episode.ts';

/**
 * 64 bits that tell two states apart, as 16 hexadecimal digits: the same in Node and browsers.
 * Source: FNV-1a (Fowler, Noll and Vo) over the step and the arrays' bytes, little-endian.
 */
export function stateHash(state: WorldState): string {
  const { step, positions, orientations, linearVelocities, angularVelocities, joints } = state;
  let hash: Hash = OFFSET;
  hash = addBytes(hash, Float64Array.of(step));
  const bodies = [positions, orientations, linearVelocities, angularVelocities];
  const moving = joints === undefined ? [] : [joints.positions, joints.velocities, joints.efforts];
  for (const part of [...bodies, ...moving]) hash = addBytes(hash, part);
  return hexOf(hash);
}

/** The hash of some bytes alone, as 16 hexadecimal digits. */
export function hashBytes(bytes: Uint8Array): string {
  return hexOf(addBytes(OFFSET, bytes));
}

/** Upper and lower 32 bits. */
type Hash = readonly [high: number, low: number];
const OFFSET: Hash = [0xcbf29ce4, 0x84222325];

/** Multiplies by the 64-bit FNV prime, 2⁴⁰ + 0x1b3, in two halves that stay below 2⁵³. */
function addBytes([high, low]: Hash, values: ArrayBufferView): Hash {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let [h, l] = [high, low];
  for (const byte of bytes) {
    const mixed = (l ^ byte) >>> 0;
    const product = mixed * 0x1b3;
    l = product >>> 0;
    h = (h * 0x1b3 + Math.floor(product / 2 ** 32) + (mixed << 8)) >>> 0;
  }
  return [h, l];
}

const hexOf = ([high, low]: Hash): string =>
  high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
