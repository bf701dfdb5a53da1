import type { Robot } from '../core/robot.ts';
import { sampleEgoCar } from './actors/sample-actors.ts';
import type { DrawnScene } from './draw-scene.ts';
import { sampleArm, sampleBase } from './sample-arm.ts';
import { sampleHumanoid } from './sample-humanoid.ts';
import type { SceneRobot } from './urdf/scene-robot.ts';

/** What acts in a drawn scene. */
export function sampleRobot({ robot, robotParts }: DrawnScene): Robot | null {
  if (robot === null) return null;
  switch (robot.kind) {
    case 'pusher':
      return { kind: 'pusher', body: robot.body, maxSpeed: robot.max_speed, workspace: robot.workspace };
    case 'car':
      return sampleEgoCar(robot);
    case 'arm':
      return sampleArm(robot, robotParts as SceneRobot);
    case 'base':
      return sampleBase(robot, robotParts as SceneRobot);
    case 'humanoid':
      return sampleHumanoid(robot, robotParts as SceneRobot);
    case 'joints':
      return {
        kind: 'joints',
        joints: (robotParts?.joints ?? [])
          .filter(({ kind, mimic }) => kind !== 'fixed' && mimic === null)
          .map(({ name }) => name),
        ...{
          control: robot.control ?? 'position',
          stiffness: robot.stiffness ?? null,
          damping: robot.damping ?? null,
        },
      };
  }
}
