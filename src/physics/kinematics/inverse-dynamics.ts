import type { MassProperties } from '../../core/episode.ts';
import { composeFrames, IDENTITY_FRAME } from '../../core/frame-transform.ts';
import { conjugate, multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import { type ChainFrames, rotateInto } from './chain-frames.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/** What a chain needs to move as wanted, in arrays that `solve` writes anew. */
export type InverseDynamics = {
  /** [riders, 6]: the force at each rider's centre of mass, N, and the torque, N·m, world frame, weight aside. */
  readonly wrenches: Float64Array;
  /** [joints], M q̈ + C q̇ + g(q): what the joints exert for it, weight and all, N·m or N. */
  readonly efforts: Float64Array;
  /**
   * @param rates - rad/s or m/s.
   * @param changes - rad/s² or m/s².
   */
  solve(frames: ChainFrames, rates: Float64Array, changes: Float64Array): void;
};

/** What rides on a chain: on which joint, and how its mass is spread in the frame that this moves. */
type Load = {
  readonly row: number;
  readonly joint: number;
  readonly mass: number;
  /** m */
  readonly center: Vec3;
  /** About the centre: xx, yy, zz, xy, xz, yz, kg m². */
  readonly inertia: Float64Array;
};

/**
 * The inverse dynamics of a chain on a base that stands still. Source: recursive Newton-Euler; Siciliano et al. 2009,
 * §7.5.
 *
 * @param masses - Of the riders, in their order.
 * @param gravity - World frame, m/s².
 */
export function createInverseDynamics(
  chain: SerialChain,
  masses: readonly MassProperties[],
  gravity: Vec3,
): InverseDynamics {
  const n = chain.joints.length;
  const [wrenches, efforts] = [new Float64Array(6 * chain.riders.length), new Float64Array(n)];
  const loads = loadsOf(chain, masses);
  // Of each joint's frame, world frame: turn rad/s, its change rad/s², and the origin's acceleration m/s².
  const [turns, changes, origins] = [
    new Float64Array(3 * n),
    new Float64Array(3 * n),
    new Float64Array(3 * n),
  ];
  // What hangs on each joint by itself: force, and moment about the world's origin.
  const carried = new Float64Array(6 * n);
  const work = new Float64Array(3);
  return {
    ...{ wrenches, efforts },
    solve(frames, rates, accelerations) {
      outward(chain, frames, rates, accelerations, turns, changes, origins);
      carried.fill(0);
      for (const { row, joint, mass, center, inertia } of loads) {
        const at = 3 * joint;
        rotateInto(work, 0, frames.turns, 4 * joint, center[0], center[1], center[2]);
        const [x, y, z] = [work[0]!, work[1]!, work[2]!];
        const [wx, wy, wz] = [turns[at]!, turns[at + 1]!, turns[at + 2]!];
        const [bx, by, bz] = [changes[at]!, changes[at + 1]!, changes[at + 2]!];
        // ω × r
        const [sx, sy, sz] = [wy * z - wz * y, wz * x - wx * z, wx * y - wy * x];
        const fx = mass * (origins[at]! + by * z - bz * y + wy * sz - wz * sy);
        const fy = mass * (origins[at + 1]! + bz * x - bx * z + wz * sx - wx * sz);
        const fz = mass * (origins[at + 2]! + bx * y - by * x + wx * sy - wy * sx);
        spunInto(work, frames.turns, 4 * joint, inertia, wx, wy, wz);
        const [lx, ly, lz] = [work[0]!, work[1]!, work[2]!];
        spunInto(work, frames.turns, 4 * joint, inertia, bx, by, bz);
        const tx = work[0]! + wy * lz - wz * ly;
        const ty = work[1]! + wz * lx - wx * lz;
        const tz = work[2]! + wx * ly - wy * lx;
        const to = 6 * row;
        wrenches[to] = fx;
        wrenches[to + 1] = fy;
        wrenches[to + 2] = fz;
        wrenches[to + 3] = tx;
        wrenches[to + 4] = ty;
        wrenches[to + 5] = tz;
        const [px, py, pz] = [
          x + frames.origins[at]!,
          y + frames.origins[at + 1]!,
          z + frames.origins[at + 2]!,
        ];
        const [hx, hy, hz] = [fx - mass * gravity[0], fy - mass * gravity[1], fz - mass * gravity[2]];
        const on = 6 * joint;
        carried[on] = carried[on]! + hx;
        carried[on + 1] = carried[on + 1]! + hy;
        carried[on + 2] = carried[on + 2]! + hz;
        carried[on + 3] = carried[on + 3]! + tx + py * hz - pz * hy;
        carried[on + 4] = carried[on + 4]! + ty + pz * hx - px * hz;
        carried[on + 5] = carried[on + 5]! + tz + px * hy - py * hx;
      }
      inward(chain, frames, carried, efforts);
    },
  };
}

function loadsOf(chain: SerialChain, masses: readonly MassProperties[]): readonly Load[] {
  return chain.riders.flatMap(({ after, frame }, row): readonly Load[] => {
    if (after === 0) return [];
    const { mass, centerOfMass, principalAxes, principalInertia } = masses[row] as MassProperties;
    const center = composeFrames(frame, { ...IDENTITY_FRAME, position: centerOfMass }).position;
    const axes = multiplyQuaternions(frame.orientation, principalAxes);
    const column = (v: Vec3): Vec3 => tensorTimes(axes, principalInertia, v);
    const [x, y, z] = [column([1, 0, 0]), column([0, 1, 0]), column([0, 0, 1])];
    return [
      { row, joint: after - 1, mass, center, inertia: Float64Array.of(x[0], y[1], z[2], x[1], x[2], y[2]) },
    ];
  });
}

function tensorTimes(axes: Quaternion, inertia: Vec3, v: Vec3): Vec3 {
  const [x, y, z] = rotate(conjugate(axes), v);
  return rotate(axes, [inertia[0] * x, inertia[1] * y, inertia[2] * z]);
}

/** How each joint's frame moves, from the base on. */
function outward(
  chain: SerialChain,
  { origins: places, axes }: ChainFrames,
  rates: Float64Array,
  accelerations: Float64Array,
  turns: Float64Array,
  changes: Float64Array,
  origins: Float64Array,
): void {
  let [wx, wy, wz, bx, by, bz, ax, ay, az] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [px, py, pz] = [places[0]!, places[1]!, places[2]!];
  for (let i = 0; i < chain.joints.length; i++) {
    const { slides } = chain.joints[i] as ChainJoint;
    const at = 3 * i;
    const [x, y, z] = [places[at]! - px, places[at + 1]! - py, places[at + 2]! - pz];
    const [sx, sy, sz] = [wy * z - wz * y, wz * x - wx * z, wx * y - wy * x];
    ax += by * z - bz * y + wy * sz - wz * sy;
    ay += bz * x - bx * z + wz * sx - wx * sz;
    az += bx * y - by * x + wx * sy - wy * sx;
    const [rate, change] = [rates[i]!, accelerations[i]!];
    const [ux, uy, uz] = [axes[at]!, axes[at + 1]!, axes[at + 2]!];
    // ω × the joint's own velocity: Coriolis takes it twice where it slides.
    const cx = rate * (wy * uz - wz * uy);
    const cy = rate * (wz * ux - wx * uz);
    const cz = rate * (wx * uy - wy * ux);
    if (slides) {
      ax += change * ux + 2 * cx;
      ay += change * uy + 2 * cy;
      az += change * uz + 2 * cz;
    } else {
      bx += change * ux + cx;
      by += change * uy + cy;
      bz += change * uz + cz;
      wx += rate * ux;
      wy += rate * uy;
      wz += rate * uz;
    }
    [px, py, pz] = [places[at]!, places[at + 1]!, places[at + 2]!];
    turns[at] = wx;
    turns[at + 1] = wy;
    turns[at + 2] = wz;
    changes[at] = bx;
    changes[at + 1] = by;
    changes[at + 2] = bz;
    origins[at] = ax;
    origins[at + 1] = ay;
    origins[at + 2] = az;
  }
}

/** What each joint exerts along its axis for all that lies beyond it. */
function inward(
  chain: SerialChain,
  { origins, axes }: ChainFrames,
  carried: Float64Array,
  efforts: Float64Array,
): void {
  let [fx, fy, fz, mx, my, mz] = [0, 0, 0, 0, 0, 0];
  for (let i = chain.joints.length - 1; i >= 0; i--) {
    const on = 6 * i;
    fx += carried[on]!;
    fy += carried[on + 1]!;
    fz += carried[on + 2]!;
    mx += carried[on + 3]!;
    my += carried[on + 4]!;
    mz += carried[on + 5]!;
    const [x, y, z] = [origins[3 * i]!, origins[3 * i + 1]!, origins[3 * i + 2]!];
    const [ux, uy, uz] = [axes[3 * i]!, axes[3 * i + 1]!, axes[3 * i + 2]!];
    efforts[i] = (chain.joints[i] as ChainJoint).slides
      ? ux * fx + uy * fy + uz * fz
      : ux * (mx - (y * fz - z * fy)) + uy * (my - (z * fx - x * fz)) + uz * (mz - (x * fy - y * fx));
  }
}

/** A symmetric tensor of a joint's frame times a vector, world frame. */
function spunInto(
  out: Float64Array,
  q: Float64Array,
  at: number,
  inertia: Float64Array,
  x: number,
  y: number,
  z: number,
): void {
  // Into the joint's frame: by the conjugate.
  const [qx, qy, qz, qw] = [-q[at]!, -q[at + 1]!, -q[at + 2]!, q[at + 3]!];
  const tx = 2 * (qy * z - qz * y);
  const ty = 2 * (qz * x - qx * z);
  const tz = 2 * (qx * y - qy * x);
  const lx = x + qw * tx + qy * tz - qz * ty;
  const ly = y + qw * ty + qz * tx - qx * tz;
  const lz = z + qw * tz + qx * ty - qy * tx;
  const [xx, yy, zz] = [inertia[0]!, inertia[1]!, inertia[2]!];
  const [xy, xz, yz] = [inertia[3]!, inertia[4]!, inertia[5]!];
  rotateInto(
    out,
    0,
    q,
    at,
    xx * lx + xy * ly + xz * lz,
    xy * lx + yy * ly + yz * lz,
    xz * lx + yz * ly + zz * lz,
  );
}
