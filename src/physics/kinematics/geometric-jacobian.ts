import { cross, rotate, subtract, type Vec3 } from '../../core/pose.ts';
import type { ChainPose } from './forward-kinematics.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/**
 * How the tool moves by each joint: rows are its velocity (m/s) and then its turning (rad/s), world frame;
 * columns are joints. Shape [6, joints], row-major. Source: Siciliano et al. 2009, §3.1.
 */
export function geometricJacobian(chain: SerialChain, pose: ChainPose): Float64Array {
  const n = chain.joints.length;
  const jacobian = new Float64Array(6 * n);
  for (let i = 0; i < n; i++) {
    const { slides, axis } = chain.joints[i] as ChainJoint;
    const frame = pose.joints[i] as ChainPose['worldFromTool'];
    const along = rotate(frame.orientation, axis);
    const lever = subtract(pose.worldFromTool.position, frame.position);
    const linear: Vec3 = slides ? along : cross(along, lever);
    for (let row = 0; row < 3; row++) {
      jacobian[row * n + i] = linear[row] as number;
      jacobian[(row + 3) * n + i] = slides ? 0 : (along[row] as number);
    }
  }
  return jacobian;
}
