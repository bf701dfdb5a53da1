/** A point of the ground, world x and y, metres. */
export type GroundPoint = readonly [x: number, y: number];

/**
 * A car as the vehicle model has it. Its chassis' frame: x ahead, y to the left, z up, origin at the centre of
 * mass, which lies at the middle of the footprint.
 */
export type Car = {
  /** Name of the body that its wheels carry. */
  readonly chassis: string;
  /** Names of the bodies of its wheels: front left, front right, rear left, rear right. */
  readonly wheels: readonly [string, string, string, string];
  /** kg, all told. */
  readonly mass: number;
  /** Length and width of what it covers of the ground, m. */
  readonly footprint: readonly [length: number, width: number];
  /** Between the axles, and from the centre of mass to the front one, m. */
  readonly wheelbase: number;
  readonly frontAxle: number;
  /** Between the wheels of an axle, m. */
  readonly track: number;
  readonly wheelRadius: number;
  /** Of the centre of mass over the ground as the car stands, m. */
  readonly rideHeight: number;
  /** Of each wheel, N/m and N·s/m. */
  readonly springRate: number;
  readonly damperRate: number;
  /** How far a wheel may move up or down from where it stands, m. */
  readonly travel: number;
  /** Coulomb coefficient of tyre on road. */
  readonly friction: number;
  /** Lateral force over load per radian of slip, at small slip. */
  readonly corneringStiffness: number;
  /** At full throttle, N; at speed the power limits it, W. */
  readonly maxDriveForce: number;
  readonly maxPower: number;
  /** At full brake, of all wheels together, N. */
  readonly maxBrakeForce: number;
  /** Of the front wheels' mean, rad and rad/s. */
  readonly maxSteer: number;
  readonly maxSteerRate: number;
  /** Force of the air over speed squared, kg/m. */
  readonly drag: number;
  /** Rolling resistance over load. */
  readonly rolling: number;
};

/** Something that a driver does at its time, whatever the others do. */
export type Manoeuvre =
  /** From `start` on it moves sideways within `duration`, s, until it drives `offset` m to the left of its path. */
  | { readonly kind: 'shift'; readonly start: number; readonly duration: number; readonly offset: number }
  /** From `start` on it wants that speed, m/s, and gains or loses `rate` m/s² on its way there. */
  | { readonly kind: 'speed'; readonly start: number; readonly speed: number; readonly rate: number };

/** How a car is driven: along a path, at a speed, with a distance. */
export type Driver = {
  /** Points that it follows; straight on beyond the last. */
  readonly path: readonly GroundPoint[];
  /** What it drives at where nothing is in its way, m/s. */
  readonly speed: number;
  /** Kept behind what drives ahead, s, and at standstill, m. */
  readonly timeGap: number;
  readonly minGap: number;
  /** m/s². */
  readonly acceleration: number;
  readonly deceleration: number;
  /** What it gives way to: those in its way and about to be, those in its way, or nobody. */
  readonly heeds: 'all' | 'ahead' | 'nothing';
  /** By start. */
  readonly manoeuvres: readonly Manoeuvre[];
};

/** Somebody on foot. */
export type Pedestrian = {
  readonly kind: 'pedestrian';
  readonly name: string;
  /** Name of the body of trunk and head. Its frame: x ahead, z up, origin between the hips. */
  readonly trunk: string;
  /** Names of the bodies of the left and the right limbs. */
  readonly thighs: readonly [string, string];
  readonly shins: readonly [string, string];
  readonly upperArms: readonly [string, string];
  readonly forearms: readonly [string, string];
  /** m. */
  readonly height: number;
  /** Points that it walks along; it stops at the last. */
  readonly path: readonly GroundPoint[];
  /** m/s. */
  readonly speed: number;
  /** When it sets off, s. */
  readonly start: number;
  /** Where in its stride it begins, 0…1. */
  readonly phase: number;
};

/** Somebody else's car; without a driver it is parked. */
export type DrivenCar = {
  readonly kind: 'car';
  readonly name: string;
  readonly car: Car;
  readonly driver: Driver | null;
};

/** Somebody beside the robot who acts on their own. */
export type Actor = DrivenCar | Pedestrian;
