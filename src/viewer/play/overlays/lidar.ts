import { cssColor, rampColor } from '../../../core/paint/palette.ts';
import type { Vec3 } from '../../../core/pose.ts';
import type { OverlayLayer } from '../view-overlay.tsx';

/** Metres at which the ramp of distances ends. */
const FAR = 30;

/** The last sweep of each LiDAR: a dot a return, near ones bright. */
export const lidar: OverlayLayer = (pen, { lidar: sweeps }) => {
  for (const { points, origin } of sweeps ?? []) {
    for (let i = 0; i < points.length; i += 3) {
      const at = [points[i], points[i + 1], points[i + 2]] as unknown as Vec3;
      const far = Math.hypot(at[0] - origin[0], at[1] - origin[1], at[2] - origin[2]);
      pen.dot(at, cssColor(rampColor(1 - far / FAR)), 1.5);
    }
  }
};
