import { createCoasting } from '../../simulator/coast.ts';
import { loadSimulation } from '../../simulator/load-simulation.ts';
import type { ShownMoment } from '../../simulator/open-simulator-node.ts';
import { shutterOffsets } from '../../simulator/shutter-offsets.ts';
import { simulateMotion } from '../../simulator/simulate-motion.ts';
import type { OtherCourse } from './redraw.ts';

/**
 * Constant velocity by an oracle: every body goes on at its true velocity and spin of the last context frame, without
 * weight and contacts, and is drawn by the simulator.
 */
export const oracleVelocity: OtherCourse = async ({ episode, motion }, { last, horizon }) => {
  await loadSimulation();
  const coast = await createCoasting(episode);
  const stepsPerFrame = episode.physicsRate / motion.fps;
  let known: ShownMoment | undefined;
  // Without cameras no shutter needs states after the last.
  for (const moment of simulateMotion(episode, { ...motion, cameras: [], frames: last + 1 })) known = moment;
  const { state } = known as ShownMoment;
  const after = (steps: number) => coast(state, steps / episode.physicsRate);
  return Array.from({ length: horizon }, (_, h) => {
    const steps = (h + 1) * stepsPerFrame;
    const shutter = episode.cameras
      .filter(({ effects }) => effects.shutter !== null)
      .map((camera) => [
        camera.name,
        shutterOffsets(camera, stepsPerFrame).map((offset) => after(Math.max(0, steps + offset))),
      ]);
    return { frame: last + 1 + h, state: after(steps), shutter: Object.fromEntries(shutter) };
  });
};
