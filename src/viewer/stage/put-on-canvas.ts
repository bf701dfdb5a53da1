/** Puts colours with alpha, [height, width, 4], on a canvas, which takes their size. */
export function putOnCanvas(
  canvas: HTMLCanvasElement,
  rgba: Uint8Array,
  width: number,
  height: number,
): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const { buffer, byteOffset, byteLength } = rgba as Uint8Array<ArrayBuffer>;
  const pixels = new ImageData(new Uint8ClampedArray(buffer, byteOffset, byteLength), width, height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
}
