/** The images of one tile, as they are drawn. Rows start at the top. */
export type TileImages = {
  readonly width: number;
  readonly height: number;
  /** sRGB. [height, width, 3]. */
  readonly rgb: Uint8Array;
  /** Z-depth, metres; 0 where nothing is. [height, width]; empty unless asked for. */
  readonly depthZ: Float32Array;
  /** 0 = background. [height, width]; empty unless asked for. */
  readonly instanceId: Uint16Array;
  /** Unit, camera frame (OpenCV axes); zeros where nothing is. [height, width, 3]; `null` unless asked for. */
  readonly normal: Float32Array | null;
  /** Linear 0…255. [height, width, 3]; `null` unless asked for. */
  readonly albedo: Uint8Array | null;
  /** Share of the suns' light that is blocked, 0…255. [height, width]; `null` unless asked for. */
  readonly shadow: Uint8Array | null;
};

/** An atlas as it was copied from the GPU: rows of `rowBytes`. */
export type AtlasBytes = { readonly bytes: Uint8Array; readonly rowBytes: number };

/** A tile's place in its atlas, pixels. */
export type TilePlace = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const rowOf = (
  { bytes, rowBytes }: AtlasBytes,
  { left, top }: TilePlace,
  y: number,
  pixelBytes: number,
): number => bytes.byteOffset + (top + y) * rowBytes + left * pixelBytes;

/** The first three of four channels. */
export function cutColor(atlas: AtlasBytes, place: TilePlace): Uint8Array {
  const { width, height } = place;
  const out = new Uint8Array(width * height * 3);
  for (let y = 0, o = 0; y < height; y++) {
    const row = new Uint8Array(atlas.bytes.buffer, rowOf(atlas, place, y, 4), width * 4);
    for (let i = 0; i < width * 4; i += 4, o += 3) {
      out[o] = row[i]!;
      out[o + 1] = row[i + 1]!;
      out[o + 2] = row[i + 2]!;
    }
  }
  return out;
}

/** A whole picture with alpha 255, rows from the top, for a canvas. */
export function cutOpaque({ bytes, rowBytes }: AtlasBytes, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    out.set(bytes.subarray(y * rowBytes, y * rowBytes + 4 * width), y * 4 * width);
  for (let i = 3; i < out.length; i += 4) out[i] = 255;
  return out;
}

/** The fourth of four channels. */
export function cutAlpha(atlas: AtlasBytes, place: TilePlace): Uint8Array {
  const { width, height } = place;
  const out = new Uint8Array(width * height);
  for (let y = 0, o = 0; y < height; y++) {
    const row = new Uint8Array(atlas.bytes.buffer, rowOf(atlas, place, y, 4), width * 4);
    for (let i = 3; i < width * 4; i += 4, o++) out[o] = row[i]!;
  }
  return out;
}

/** Depth and ids, and the normals where `withNormal`, unpacked from the truth material's four numbers. */
export function cutTruth(
  atlas: AtlasBytes,
  place: TilePlace,
  withNormal: boolean,
): Pick<TileImages, 'depthZ' | 'instanceId' | 'normal'> {
  const { width, height } = place;
  const depthZ = new Float32Array(width * height);
  const instanceId = new Uint16Array(width * height);
  const normal = withNormal ? new Float32Array(width * height * 3) : null;
  const channels = withNormal ? 4 : 2;
  for (let y = 0, o = 0; y < height; y++) {
    const start = rowOf(atlas, place, y, 4 * channels);
    const row = new Float32Array(atlas.bytes.buffer, start, width * channels);
    for (let i = 0; i < width * channels; i += channels, o++) {
      const depth = row[i]!;
      if (depth === 0) continue;
      depthZ[o] = depth;
      instanceId[o] = row[i + 1]!;
      if (normal !== null) unpackNormal(row[i + 2]!, row[i + 3]!, normal, 3 * o);
    }
  }
  return { depthZ, instanceId, normal };
}

/** The inverse of the truth material's `octahedral`. */
function unpackNormal(u: number, v: number, out: Float32Array, at: number): void {
  const z = 1 - Math.abs(u) - Math.abs(v);
  const x = z < 0 ? (1 - Math.abs(v)) * (u < 0 ? -1 : 1) : u;
  const y = z < 0 ? (1 - Math.abs(u)) * (v < 0 ? -1 : 1) : v;
  const inverse = 1 / Math.sqrt(x * x + y * y + z * z);
  out[at] = x * inverse;
  out[at + 1] = y * inverse;
  out[at + 2] = z * inverse;
}
