/** What is measured of a clip: all from tables, but for `brightness`. */
export type ClipNumbers = {
  /** Pictures that the camera took, and how long they last, s. */
  readonly frames: number;
  readonly seconds: number;
  /**
   * How fast the fastest body in view crosses the picture, picture heights a second; mean over the frames. Counts
   * what the camera's own motion adds, and how fast a turning body's surface goes.
   */
  readonly motion: number;
  /**
   * Share of the frames in which something that is not fixed is in view, 0…1; 1 where the scene has nothing of the
   * kind. By visible pixels where the dataset has boxes; else by geometry, which does not see what hides.
   */
  readonly visible: number;
  /** Of the fastest body in any frame, m/s; 10⁶ stands for what is no number. */
  readonly speed: number;
  /** Contacts that begin, and near misses. */
  readonly events: number;
  /** How many of the basic colours its bodies have that are not fixed. */
  readonly colors: number;
  /** Mean of red, green and blue of one picture in its middle, sRGB, 0…1; `null` without `rgb`. */
  readonly brightness: number | null;
};
