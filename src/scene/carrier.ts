import { IDENTITY_FRAME } from '../core/frame-transform.ts';
import type { DrawnScene } from './draw-scene.ts';
import { madeOfDrawn } from './made-bodies.ts';
import type { LinkFrame } from './urdf/assemble-robot.ts';

type Carriers = Pick<DrawnScene, 'bodies' | 'robotParts' | 'street' | 'actors' | 'robot'>;

/** What cameras and sensors may ride on: the bodies of a scene and the links of its robot. */
export const carrierNames = (scene: Carriers): readonly string[] => [
  ...scene.bodies.map(({ name }) => name),
  ...madeOfDrawn(scene).map(({ name }) => name),
  ...Object.keys(scene.robotParts?.frames ?? {}),
];

/** Where the frame of a carrier is: that of a body, or of a link within the body that it is part of. */
export const carrierFrame = (name: string, { robotParts }: Pick<DrawnScene, 'robotParts'>): LinkFrame =>
  robotParts?.frames[name] ?? { body: name, bodyFromLink: IDENTITY_FRAME };
