import type { Quaternion, Vec3 } from './pose.ts';

/** Where a sensor sits: on a body, or, without one, fixed in the world. */
export type SensorPlace = {
  readonly body: string | null;
  /** Of the sensor's frame (x forward, y left, z up) in the body's or the world's, metres. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/** A LiDAR that spins about its z axis, from its +x counter-clockwise. */
export type Lidar = {
  readonly kind: 'lidar';
  readonly name: string;
  readonly place: SensorPlace;
  readonly rings: 16 | 32 | 64 | 128;
  /** Columns a turn. */
  readonly columns: number;
  /** Turns a second. */
  readonly rate: number;
  /** Lowest and highest ring, radians above the horizon. */
  readonly elevation: readonly [number, number];
  /** Metres; what is nearer or farther gives no return. */
  readonly minRange: number;
  readonly maxRange: number;
  /** Whether the world moves while the head turns; without, a turn is one instant. */
  readonly motionDistorted: boolean;
  /** Standard deviation of the range, metres. */
  readonly rangeNoise: number;
  /** Share of returns that are lost. */
  readonly dropout: number;
};

/** Three accelerometers and three gyroscopes at one point. */
export type Imu = {
  readonly kind: 'imu';
  readonly name: string;
  readonly place: SensorPlace;
  /** Hz. */
  readonly rate: number;
  /** White noise: m/s²/√Hz and rad/s/√Hz. */
  readonly accelerometerNoise: number;
  readonly gyroscopeNoise: number;
  /** Random walk of the bias: m/s³/√Hz and rad/s²/√Hz. */
  readonly accelerometerWalk: number;
  readonly gyroscopeWalk: number;
};

/** The contact force on a body, world frame, and whether it touches anything. */
export type ContactSensor = {
  readonly kind: 'contact';
  readonly name: string;
  readonly body: string;
  /** Hz. */
  readonly rate: number;
};

/** Encoders on joints: where each is, how fast it moves and what its motor exerts. */
export type Encoder = {
  readonly kind: 'encoder';
  readonly name: string;
  /** Names of the joints. */
  readonly joints: readonly string[];
  /** Hz. */
  readonly rate: number;
  /** Standard deviations: rad or m, and rad/s or m/s. */
  readonly positionNoise: number;
  readonly velocityNoise: number;
};

/** Dead reckoning of a base on two wheels, from how far they have turned. */
export type Odometry = {
  readonly kind: 'odometry';
  readonly name: string;
  /** Names of the wheels' joints; a positive turn drives forward. */
  readonly left: string;
  readonly right: string;
  /** Metres; the track is the distance between the wheels. */
  readonly wheelRadius: number;
  readonly track: number;
  /** Hz. */
  readonly rate: number;
  /** Of each wheel's turn, a random walk: rad/√rad. */
  readonly noise: number;
};

/** A sensor that is no camera. Its rate divides the physics rate. */
export type Sensor = Lidar | Imu | ContactSensor | Encoder | Odometry;
