import type { Robot } from '../core/robot.ts';
import type { DrawnScene } from './draw-scene.ts';

/** What acts in a drawn scene. */
export function sampleRobot({ robot }: DrawnScene): Robot | null {
  if (robot === null) return null;
  switch (robot.kind) {
    case 'pusher':
      return { kind: 'pusher', body: robot.body, maxSpeed: robot.max_speed, workspace: robot.workspace };
  }
}
