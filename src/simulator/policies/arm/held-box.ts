import type { Body } from '../../../core/episode.ts';
import type { JointFrame } from '../../../core/joint.ts';
import { conjugate, dot, rotate, subtract, type Vec3 } from '../../../core/pose.ts';
import { shapeExtent } from '../../../core/shape-extent.ts';
import type { ToolSight } from './tool-servo.ts';

/** The box that holds a body's shape, full edge lengths along its own axes, m; of what a gripper can hold. */
export function graspSize({ shape }: Body): Vec3 {
  switch (shape.kind) {
    case 'box':
    case 'sphere':
    case 'cylinder':
    case 'capsule':
      return shapeExtent(shape).size;
    default:
      return [0, 0, 0];
  }
}

/** The level axes along which a box that stands upright is narrow enough to be held, with its width there. */
export function graspAxes(
  worldFromBox: JointFrame,
  size: Vec3,
  most: number,
): readonly { readonly direction: Vec3; readonly width: number }[] {
  const axes: readonly Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  return axes.flatMap((axis, i) => {
    const direction = rotate(worldFromBox.orientation, axis);
    const width = size[i] as number;
    return Math.abs(direction[2]) < 0.3 && width < most ? [{ direction, width }] : [];
  });
}

/** How far beyond a thing's width the fingers may be and still count as closed on it, m. */
const SLACK = 0.0025;

/**
 * Whether the gripper holds a thing: it is between the fingers, and they are closed on it.
 *
 * @param center - Of the thing, world frame, m.
 * @param width - Along the fingers' way, m.
 * @param reach - How far it may be from the tool along the hand, m.
 */
export function isHeld(sight: ToolSight, center: Vec3, width: number, reach: number): boolean {
  const { position, orientation } = sight.worldFromTool;
  const [x, y, z] = rotate(conjugate(orientation), subtract(center, position));
  const between = Math.abs(x) < 0.025 && Math.abs(y) < width / 2 + 0.005 && Math.abs(z) < reach;
  return between && sight.opening < width + SLACK;
}

/** How far a box reaches along a level direction from its middle, m. */
export function reachAlong(worldFromBox: JointFrame, size: Vec3, direction: Vec3): number {
  const local = rotate(conjugate(worldFromBox.orientation), direction);
  return dot([Math.abs(local[0]), Math.abs(local[1]), Math.abs(local[2])], size) / 2;
}
