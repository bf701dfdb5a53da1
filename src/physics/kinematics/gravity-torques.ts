import { composeFrames } from '../../core/frame-transform.ts';
import type { JointFrame } from '../../core/joint.ts';
import { add, cross, dot, rotate, scale, subtract, type Vec3 } from '../../core/pose.ts';
import type { ChainPose } from './forward-kinematics.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/** Mass that rides on one joint of a chain. */
export type Burden = {
  /** kg */
  readonly mass: number;
  /** Its centre in the frame that the joint moves, m. */
  readonly center: Vec3;
};

/** A body's mass and where its centre lies in its own frame. */
type Weight = { readonly mass: number; readonly centerOfMass: Vec3 };

/** What each joint of a chain carries by itself, beyond what the next carries. */
export function chainBurdens(chain: SerialChain, weightOf: (body: string) => Weight): readonly Burden[] {
  return chain.joints.map((_, i) => {
    let mass = 0;
    let moment: Vec3 = [0, 0, 0];
    for (const { body, after, frame } of chain.riders) {
      if (after !== i + 1) continue;
      const weight = weightOf(body);
      const center = composeFrames(frame, { ...frame, position: weight.centerOfMass }).position;
      mass += weight.mass;
      moment = add(moment, scale(center, weight.mass));
    }
    return { mass, center: mass > 0 ? scale(moment, 1 / mass) : moment };
  });
}

/**
 * What the joints must exert to hold a chain still, N·m or N. Walks from the tool inwards, with the mass and
 * the first moment of all that lies beyond.
 *
 * @param gravity - World frame, m/s².
 */
export function gravityTorques(
  chain: SerialChain,
  pose: ChainPose,
  burdens: readonly Burden[],
  gravity: Vec3,
): Float64Array {
  const torques = new Float64Array(chain.joints.length);
  let mass = 0;
  let moment: Vec3 = [0, 0, 0];
  for (let i = torques.length - 1; i >= 0; i--) {
    const { slides, axis } = chain.joints[i] as ChainJoint;
    const frame = pose.joints[i] as JointFrame;
    const burden = burdens[i] as Burden;
    const center = add(frame.position, rotate(frame.orientation, burden.center));
    mass += burden.mass;
    moment = add(moment, scale(center, burden.mass));
    const along = rotate(frame.orientation, axis);
    const about = subtract(moment, scale(frame.position, mass));
    torques[i] = slides ? -mass * dot(gravity, along) : -dot(along, cross(about, gravity));
  }
  return torques;
}
