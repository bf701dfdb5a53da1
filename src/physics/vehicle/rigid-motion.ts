import type { RigidBody } from '../rapier.ts';

/** How a rigid body moves at one moment, world frame, m, m/s and rad/s; to be filled again and again. */
export type RigidMotion = {
  readonly position: { x: number; y: number; z: number };
  readonly rotation: { x: number; y: number; z: number; w: number };
  readonly linear: { x: number; y: number; z: number };
  readonly angular: { x: number; y: number; z: number };
};

/** A body at rest at the origin. */
export const restingMotion = (): RigidMotion => ({
  position: { x: 0, y: 0, z: 0 },
  rotation: { x: 0, y: 0, z: 0, w: 1 },
  linear: { x: 0, y: 0, z: 0 },
  angular: { x: 0, y: 0, z: 0 },
});

/** Copies the motion of a body out of the engine. */
export function readMotion(body: RigidBody, into: RigidMotion): void {
  body.translation(into.position);
  body.rotation(into.rotation);
  body.linvel(into.linear);
  body.angvel(into.angular);
}

/** Copies one motion into another. */
export function copyMotion({ position, rotation, linear, angular }: RigidMotion, into: RigidMotion): void {
  into.position.x = position.x;
  into.position.y = position.y;
  into.position.z = position.z;
  into.rotation.x = rotation.x;
  into.rotation.y = rotation.y;
  into.rotation.z = rotation.z;
  into.rotation.w = rotation.w;
  into.linear.x = linear.x;
  into.linear.y = linear.y;
  into.linear.z = linear.z;
  into.angular.x = angular.x;
  into.angular.y = angular.y;
  into.angular.z = angular.z;
}

/** Moves on by `dt` seconds at constant velocities. */
export function extrapolate({ position, rotation, linear, angular }: RigidMotion, dt: number): void {
  position.x += linear.x * dt;
  position.y += linear.y * dt;
  position.z += linear.z * dt;
  const { x, y, z, w } = rotation;
  const h = dt / 2;
  rotation.x += h * (angular.x * w + angular.y * z - angular.z * y);
  rotation.y += h * (angular.y * w + angular.z * x - angular.x * z);
  rotation.z += h * (angular.z * w + angular.x * y - angular.y * x);
  rotation.w -= h * (angular.x * x + angular.y * y + angular.z * z);
  const length = Math.sqrt(
    rotation.x * rotation.x + rotation.y * rotation.y + rotation.z * rotation.z + rotation.w * rotation.w,
  );
  rotation.x /= length;
  rotation.y /= length;
  rotation.z /= length;
  rotation.w /= length;
}

/** The rotation matrix of a unit quaternion, row-major: its columns are the body's axes in the world. */
export function writeAxes({ rotation: { x, y, z, w } }: RigidMotion, axes: Float64Array): void {
  axes[0] = 1 - 2 * (y * y + z * z);
  axes[1] = 2 * (x * y - w * z);
  axes[2] = 2 * (x * z + w * y);
  axes[3] = 2 * (x * y + w * z);
  axes[4] = 1 - 2 * (x * x + z * z);
  axes[5] = 2 * (y * z - w * x);
  axes[6] = 2 * (x * z - w * y);
  axes[7] = 2 * (y * z + w * x);
  axes[8] = 1 - 2 * (x * x + y * y);
}
