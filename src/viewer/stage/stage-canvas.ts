/** A canvas that pictures are put on. */
export type StageCanvas = {
  /** Shows sRGB with alpha, [height, width, 4]; the canvas takes that size. */
  readonly put: (rgba: Uint8Array, width: number, height: number) => void;
};

/** Makes a canvas one that a stage can draw on. */
export function stageCanvas(element: HTMLCanvasElement): StageCanvas {
  const flat = element.getContext('2d');
  return {
    put(rgba, width, height) {
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const bytes = rgba as Uint8Array<ArrayBuffer>;
      const clamped = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      flat?.putImageData(new ImageData(clamped, width, height), 0, 0);
    },
  };
}
