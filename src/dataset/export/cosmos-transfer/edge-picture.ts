/** Gradients (the sum of both directions' sizes) that an edge goes on with, and that it needs somewhere: `medium`. */
const WEAK = 100;
const STRONG = 200;

/** tan 22.5°, below which a gradient counts as along an axis. */
const TAN_22 = Math.SQRT2 - 1;

/** Luma of sRGB, 0…255. Source: ITU-R BT.601. */
function grey(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let i = 0, at = 0; i < out.length; i++, at += 3)
    out[i] = Math.round(0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!);
  return out;
}

/** Sobel's gradients of three by three pixels; 0 on the rim. */
function gradients(luma: Uint8Array, width: number, height: number) {
  const across = new Int16Array(luma.length);
  const down = new Int16Array(luma.length);
  const size = new Int16Array(luma.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const [a, b, c] = [luma[i - width - 1]!, luma[i - width]!, luma[i - width + 1]!];
      const [d, f] = [luma[i - 1]!, luma[i + 1]!];
      const [g, h, k] = [luma[i + width - 1]!, luma[i + width]!, luma[i + width + 1]!];
      across[i] = c + 2 * f + k - (a + 2 * d + g);
      down[i] = g + 2 * h + k - (a + 2 * b + c);
      size[i] = Math.abs(across[i]!) + Math.abs(down[i]!);
    }
  }
  return { across, down, size };
}

/** How far the pixels lie, before and behind, between which a gradient must be the greatest. */
function neighbour(across: number, down: number, width: number): number {
  if (Math.abs(down) <= TAN_22 * Math.abs(across)) return 1;
  if (Math.abs(across) <= TAN_22 * Math.abs(down)) return width;
  return across > 0 === down > 0 ? width + 1 : width - 1;
}

/** Marks what is greatest across its edge: 1 where it may be one, 2 where it is. */
function thin({ across, down, size }: ReturnType<typeof gradients>, width: number): Uint8Array {
  const marks = new Uint8Array(size.length);
  for (let i = width + 1; i < size.length - width - 1; i++) {
    const here = size[i]!;
    if (here <= WEAK) continue;
    const step = neighbour(across[i]!, down[i]!, width);
    if (here > size[i - step]! && here >= size[i + step]!) marks[i] = here > STRONG ? 2 : 1;
  }
  return marks;
}

/**
 * The edges of a picture, white on black, [height, width, 3].
 *
 * Source: Canny, "A computational approach to edge detection", 1986; thresholds 100 and 200 without smoothing, as
 * OpenCV's `Canny` by default.
 */
export function edgePicture(picture: Uint8Array, width: number, height: number): Uint8Array {
  const marks = thin(gradients(grey(picture), width, height), width);
  const rgb = new Uint8Array(picture.length);
  const open: number[] = [];
  for (let i = 0; i < marks.length; i++) if (marks[i] === 2) open.push(i);
  // From what is strong to what is weak and touches it.
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    rgb.fill(255, 3 * i, 3 * i + 3);
    for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
      if (marks[i + step] !== 1) continue;
      marks[i + step] = 2;
      open.push(i + step);
    }
  }
  return rgb;
}
