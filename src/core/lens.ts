/**
 * How a lens bends the picture. `x`, `y` are a direction's pinhole coordinates (X/Z, Y/Z; OpenCV axes).
 */
export type Lens =
  | { readonly kind: 'pinhole' }
  /** Source: Brown, "Decentering distortion of lenses", 1966; OpenCV's calib3d, 5 coefficients. */
  | {
      readonly kind: 'brown-conrady';
      readonly k1: number;
      readonly k2: number;
      readonly p1: number;
      readonly p2: number;
      readonly k3: number;
    }
  /** Source: Kannala and Brandt 2006; OpenCV's fisheye module. */
  | {
      readonly kind: 'fisheye';
      readonly k1: number;
      readonly k2: number;
      readonly k3: number;
      readonly k4: number;
    };
