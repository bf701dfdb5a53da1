import { add, dot, type Quaternion, rotate, scale, subtract, type Vec3 } from '../../../core/pose.ts';
import { convexHull, type GroundPoint, nearestWithin } from './support-polygon.ts';

/** A foot on the ground, world frame. */
export type Sole = {
  /** Of its middle, m. */
  readonly center: Vec3;
  /** Where its toes point and where its left side lies, horizontal, unit length. */
  readonly ahead: Vec3;
  readonly left: Vec3;
  /** Half of its length and of its width, m. */
  readonly half: readonly [number, number];
};

/** How the robot's bulk moves, and where it should be; world frame. */
export type Bulk = {
  readonly mass: number;
  readonly center: Vec3;
  readonly velocity: Vec3;
  /** How far the pelvis is turned from where it should be, axis times angle, rad. */
  readonly tilt: Vec3;
  /** Of the pelvis, rad/s. */
  readonly turning: Vec3;
  /** Where the centre of mass should be, m. */
  readonly wanted: Vec3;
};

/** What the ground should do to one foot, world frame: N at a point of the sole, and N·m about the vertical. */
export type FootForce = { readonly force: Vec3; readonly point: Vec3; readonly moment: Vec3 };

const GRAVITY = 9.81;
/** How eagerly the capture point returns: its error shrinks at this times the pendulum's own rate. */
const CAPTURE_GAIN = 2;
/** The centre of pressure that is asked for may lie this far out of the feet, m: bending the trunk makes up for it. */
const OVERREACH = 0.05;
/** Nothing is asked of the outermost rim of a sole, m. */
const RIM = 0.005;
/** Of the height of the centre of mass: 1/s² and 1/s. */
const HEIGHT = { stiffness: 60, damping: 14 } as const;
/** Of the pelvis' tilt: N·m/rad and N·m·s/rad; about the vertical half of it. */
const TILT = { stiffness: 500, damping: 60 } as const;
/** Of weight, at least and at most. */
const LOAD = [0.3, 2] as const;

/**
 * What the feet should press on the ground with, so that the bulk goes where it should: a linear inverted
 * pendulum whose centre of pressure drives the capture point back (Pratt et al. 2006; Englsberger et al. 2011),
 * a moment that keeps the trunk upright, and both within what the soles can bear. Sharing the load between the
 * feet by where the centre of pressure lies follows Hyon et al. 2007.
 */
export function balanceForces(bulk: Bulk, soles: readonly [Sole, Sole]): readonly [FootForce, FootForce] {
  const { mass, center, velocity, wanted } = bulk;
  const ground = (soles[0].center[2] + soles[1].center[2]) / 2;
  const height = Math.max(center[2] - ground, 0.3);
  const rate = Math.sqrt(GRAVITY / height);
  const lift = GRAVITY + HEIGHT.stiffness * (wanted[2] - center[2]) - HEIGHT.damping * velocity[2];
  const load = mass * clamp(lift, LOAD[0] * GRAVITY, LOAD[1] * GRAVITY);

  const support = convexHull(soles.flatMap((sole) => corners(sole, RIM)));
  const stretched = convexHull(soles.flatMap((sole) => corners(sole, -OVERREACH)));
  const capture = (i: 0 | 1): number => center[i] + velocity[i] / rate;
  const asked = (i: 0 | 1): number => capture(i) + CAPTURE_GAIN * (capture(i) - wanted[i]);
  const [px, py] = nearestWithin(stretched, [asked(0), asked(1)]);
  const [fx, fy] = [(load * (center[0] - px)) / height, (load * (center[1] - py)) / height];

  const moment = subtract(scale(bulk.tilt, -TILT.stiffness), scale(bulk.turning, TILT.damping));
  // Where a force (fx, fy, load) acts that turns the bulk by that moment.
  const pressed: GroundPoint = [
    center[0] - (moment[1] + height * fx) / load,
    center[1] + (moment[0] - height * fy) / load,
  ];
  const pressure = nearestWithin(support, pressed);
  return shared([fx, fy, load], moment[2] / 2, pressure, soles);
}

/** Shares a force between the feet so that it acts at a point of their support. */
function shared(
  force: Vec3,
  twist: number,
  [x, y]: GroundPoint,
  soles: readonly [Sole, Sole],
): readonly [FootForce, FootForce] {
  const [a, b] = [soles[0].center, soles[1].center];
  const [dx, dy] = [a[0] - b[0], a[1] - b[1]];
  const onFirst = clamp(((x - b[0]) * dx + (y - b[1]) * dy) / (dx * dx + dy * dy), 0, 1);
  const beside: Vec3 = [x - b[0] - onFirst * dx, y - b[1] - onFirst * dy, 0];
  const one = (sole: Sole, share: number): FootForce => {
    const [long, wide] = sole.half;
    const ahead = clamp(dot(beside, sole.ahead), RIM - long, long - RIM);
    const left = clamp(dot(beside, sole.left), RIM - wide, wide - RIM);
    const point = add(sole.center, add(scale(sole.ahead, ahead), scale(sole.left, left)));
    return { force: scale(force, share), point, moment: [0, 0, share * twist] };
  };
  return [one(soles[0], onFirst), one(soles[1], 1 - onFirst)];
}

/** The corners of a sole on the ground, `rim` m inwards of its edges. */
function corners({ center, ahead, left, half }: Sole, rim: number): readonly GroundPoint[] {
  return [-1, 1].flatMap((i) =>
    [-1, 1].map((j): GroundPoint => {
      const [u, v] = [i * (half[0] - rim), j * (half[1] - rim)];
      return [center[0] + u * ahead[0] + v * left[0], center[1] + u * ahead[1] + v * left[1]];
    }),
  );
}

/**
 * The sole of a foot.
 *
 * @param middle - Of the sole, in the foot's frame, whose x axis points to the toes.
 */
export function soleOf(position: Vec3, orientation: Quaternion, middle: Vec3, half: Sole['half']): Sole {
  const [x, y] = rotate(orientation, [1, 0, 0]);
  const across = Math.sqrt(x * x + y * y);
  // A foot that stands on its toes has no heading.
  const ahead: Vec3 = across < 1e-6 ? [1, 0, 0] : [x / across, y / across, 0];
  const center = add(position, rotate(orientation, middle));
  return { center, ahead, left: [-ahead[1], ahead[0], 0], half };
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
