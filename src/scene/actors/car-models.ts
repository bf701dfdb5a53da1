/** Cars that scenes may have. */
export const CAR_MODELS = ['sedan', 'hatchback', 'van'] as const;
export type CarModelName = (typeof CAR_MODELS)[number];

/** A place of the side view: m ahead of the middle, and m over the ground. */
type Outline = readonly (readonly [x: number, z: number])[];

/** What a car of a model is like; lengths in m, mass in kg. */
export type CarModel = {
  readonly length: number;
  readonly width: number;
  readonly wheelbase: number;
  readonly track: number;
  readonly wheelRadius: number;
  readonly wheelWidth: number;
  readonly mass: number;
  /** Of its centre of mass over the ground. */
  readonly rideHeight: number;
  /** Upper edge of the body below the windows, from front to back. */
  readonly deck: Outline;
  /** Of the cabin from its front to its back: where its windows begin, and where its roof does. */
  readonly cabin: {
    readonly foot: readonly [front: number, back: number];
    readonly roof: readonly [number, number];
  };
  readonly beltline: number;
  readonly height: number;
  /** The side windows end there; behind it the cabin is closed. */
  readonly lastWindow: number;
  readonly maxPower: number;
};

/** The models' measures: of no make, of the sizes that are common on roads. */
export const CAR_MODEL: Readonly<Record<CarModelName, CarModel>> = {
  sedan: {
    ...{ length: 4.6, width: 1.82, wheelbase: 2.75, track: 1.58, wheelRadius: 0.33, wheelWidth: 0.22 },
    ...{ mass: 1450, rideHeight: 0.52, maxPower: 110_000 },
    deck: [
      [2.3, 0.62],
      [2.1, 0.74],
      [1.2, 0.9],
      [-1.45, 0.95],
      [-2.15, 0.97],
      [-2.3, 0.8],
    ],
    cabin: { foot: [1.15, -1.75], roof: [0.25, -1.1] },
    ...{ beltline: 0.9, height: 1.44, lastWindow: -1.3 },
  },
  hatchback: {
    ...{ length: 4.05, width: 1.76, wheelbase: 2.55, track: 1.52, wheelRadius: 0.31, wheelWidth: 0.2 },
    ...{ mass: 1180, rideHeight: 0.52, maxPower: 75_000 },
    deck: [
      [2.02, 0.6],
      [1.85, 0.74],
      [1.15, 0.92],
      [-1.6, 0.98],
      [-1.95, 0.95],
      [-2.02, 0.7],
    ],
    cabin: { foot: [1.15, -1.92], roof: [0.35, -1.5] },
    ...{ beltline: 0.92, height: 1.5, lastWindow: -1.45 },
  },
  van: {
    ...{ length: 5.2, width: 1.98, wheelbase: 3.3, track: 1.68, wheelRadius: 0.35, wheelWidth: 0.23 },
    ...{ mass: 2050, rideHeight: 0.68, maxPower: 100_000 },
    deck: [
      [2.6, 0.66],
      [2.45, 0.85],
      [1.85, 1.1],
      [-2.4, 1.14],
      [-2.58, 1.1],
      [-2.6, 0.8],
    ],
    cabin: { foot: [1.95, -2.57], roof: [1.15, -2.48] },
    ...{ beltline: 1.1, height: 2.05, lastWindow: 0.3 },
  },
};
