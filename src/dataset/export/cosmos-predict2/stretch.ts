/** How far from the trainer's a picture's shape may be, as a share. */
const ALLOWED = 0.01;

/** Whether a trainer that makes every picture one size, without cutting, would show this one out of shape. */
export const isStretched = (
  fit: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): boolean => Math.abs((fit.width * height) / (fit.height * width) - 1) > ALLOWED;
