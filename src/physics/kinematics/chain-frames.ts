import { cos, sin } from '../../core/exact-math.ts';
import type { JointFrame } from '../../core/joint.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/** Where a chain is, in arrays that `place` writes anew: what `forwardKinematics` says, without its garbage. */
export type ChainFrames = {
  /** [joints, 3], of each joint's frame after it moved, world frame, m. */
  readonly origins: Float64Array;
  /** [joints, 4], world from each joint's frame after it moved, `[x, y, z, w]`. */
  readonly turns: Float64Array;
  /** [joints, 3], what each joint turns about or slides along, world frame, unit length. */
  readonly axes: Float64Array;
  /** Of the tool, world frame: [3] m, and [4]. */
  readonly toolOrigin: Float64Array;
  readonly toolTurn: Float64Array;
  /** Puts the chain where its joints are at these positions, rad or m. */
  place(positions: ArrayLike<number>): void;
};

/** The frames of a chain on a base that stands still. */
export function createChainFrames(chain: SerialChain, worldFromBase: JointFrame): ChainFrames {
  const n = chain.joints.length;
  // The base stands in a row ahead of the first joint's.
  const [places, attitudes] = [new Float64Array(3 * n + 3), new Float64Array(4 * n + 4)];
  places.set(worldFromBase.position);
  attitudes.set(worldFromBase.orientation);
  const axes = new Float64Array(3 * n);
  const [toolOrigin, toolTurn] = [new Float64Array(3), new Float64Array(4)];
  const offsets = chain.joints.map(({ offset }) => flat(offset));
  const locals = chain.joints.map(({ axis }) => Float64Array.from(axis));
  const tool = flat(chain.tool);
  const turn = new Float64Array(4);
  return {
    ...{ origins: places.subarray(3), turns: attitudes.subarray(4) },
    ...{ axes, toolOrigin, toolTurn },
    place(positions) {
      for (let i = 0; i < n; i++) {
        const { slides } = chain.joints[i] as ChainJoint;
        const offset = offsets[i]!;
        const local = locals[i]!;
        const [at, to] = [3 * i, 3 * i + 3];
        rotateInto(places, to, attitudes, 4 * i, offset.place[0]!, offset.place[1]!, offset.place[2]!);
        for (let k = 0; k < 3; k++) places[to + k] = places[to + k]! + places[at + k]!;
        multiplyInto(attitudes, 4 * i + 4, attitudes, 4 * i, offset.turn);
        rotateInto(axes, at, attitudes, 4 * i + 4, local[0]!, local[1]!, local[2]!);
        const by = positions[i] as number;
        if (slides) {
          for (let k = 0; k < 3; k++) places[to + k] = places[to + k]! + by * axes[at + k]!;
          continue;
        }
        const half = sin(by / 2);
        for (let k = 0; k < 3; k++) turn[k] = half * local[k]!;
        turn[3] = cos(by / 2);
        multiplyInto(attitudes, 4 * i + 4, attitudes, 4 * i + 4, turn);
      }
      rotateInto(toolOrigin, 0, attitudes, 4 * n, tool.place[0]!, tool.place[1]!, tool.place[2]!);
      for (let k = 0; k < 3; k++) toolOrigin[k] = toolOrigin[k]! + places[3 * n + k]!;
      multiplyInto(toolTurn, 0, attitudes, 4 * n, tool.turn);
    },
  };
}

const flat = ({ position, orientation }: JointFrame) => ({
  place: Float64Array.from(position),
  turn: Float64Array.from(orientation),
});

/** The vector (x, y, z) turned by the quaternion at `at` of `q`, written at `into` of `out`. */
export function rotateInto(
  out: Float64Array,
  into: number,
  q: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
): void {
  const [qx, qy, qz, qw] = [q[at]!, q[at + 1]!, q[at + 2]!, q[at + 3]!];
  const tx = 2 * (qy * z - qz * y);
  const ty = 2 * (qz * x - qx * z);
  const tz = 2 * (qx * y - qy * x);
  out[into] = x + qw * tx + qy * tz - qz * ty;
  out[into + 1] = y + qw * ty + qz * tx - qx * tz;
  out[into + 2] = z + qw * tz + qx * ty - qy * tx;
}

/** The quaternion at `at` of `a`, after `b`, written at `into` of `out`, which may be `a`. */
function multiplyInto(out: Float64Array, into: number, a: Float64Array, at: number, b: Float64Array): void {
  const [ax, ay, az, aw] = [a[at]!, a[at + 1]!, a[at + 2]!, a[at + 3]!];
  const [bx, by, bz, bw] = [b[0]!, b[1]!, b[2]!, b[3]!];
  out[into] = aw * bx + ax * bw + ay * bz - az * by;
  out[into + 1] = aw * by - ax * bz + ay * bw + az * bx;
  out[into + 2] = aw * bz + ax * by - ay * bx + az * bw;
  out[into + 3] = aw * bw - ax * bx - ay * by - az * bz;
}

/** What `geometricJacobian` says of a chain: [6, joints], written into `jacobian`. */
export function fillJacobian(chain: SerialChain, frames: ChainFrames, jacobian: Float64Array): void {
  const { origins, axes, toolOrigin } = frames;
  const n = chain.joints.length;
  for (let i = 0; i < n; i++) {
    const [ax, ay, az] = [axes[3 * i]!, axes[3 * i + 1]!, axes[3 * i + 2]!];
    const { slides } = chain.joints[i] as ChainJoint;
    const x = toolOrigin[0]! - origins[3 * i]!;
    const y = toolOrigin[1]! - origins[3 * i + 1]!;
    const z = toolOrigin[2]! - origins[3 * i + 2]!;
    jacobian[i] = slides ? ax : ay * z - az * y;
    jacobian[n + i] = slides ? ay : az * x - ax * z;
    jacobian[2 * n + i] = slides ? az : ax * y - ay * x;
    jacobian[3 * n + i] = slides ? 0 : ax;
    jacobian[4 * n + i] = slides ? 0 : ay;
    jacobian[5 * n + i] = slides ? 0 : az;
  }
}
