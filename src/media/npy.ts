/**
 * A NumPy file of float32, row-major.
 *
 * @param values - As many as the shape says.
 * Source: NumPy's format, version 1.0 (numpy.lib.format).
 */
export function npyFile(values: Float32Array, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((product, n) => product * n, 1);
  if (size !== values.length) throw new Error(`${values.length} values do not have the shape ${shape}`);
  // Of one side Python's tuple has a comma too.
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const facts = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = 10;
  const padding = ' '.repeat(63 - ((before + facts.length) % 64));
  const header = Buffer.from(`\x93NUMPY\x01\x00\0\0${facts}${padding}\n`, 'latin1');
  header.writeUInt16LE(header.length - before, 8);
  return Buffer.concat([header, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}
