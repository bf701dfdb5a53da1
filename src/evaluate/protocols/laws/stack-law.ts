import { dot } from '../../../core/pose.ts';
import type { BodyFacts } from '../../../core/recorded-episode.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import type { PhysicsLaw } from './physics-law.ts';

/** Boxes that make a stack. */
const FEWEST = 3;

/** Share by which boxes that begin to topple may have come down on one another. */
const TILTED = 0.25;

/** Share of its height that a stack keeps while it stands. */
const STANDS = 0.8;

/** The boxes of a stack as the context ends, from the foot up; null where there is no such stack. */
function stackOf(scene: ClipScene): readonly BodyFacts[] | null {
  const moving = scene.facts.bodies.filter(({ motion }) => motion === 'dynamic');
  const heightOf = (body: BodyFacts): number => dot(stateOf(scene, body, scene.last).position, scene.up);
  const boxes = moving.toSorted((a, b) => heightOf(a) - heightOf(b));
  const isPiled = boxes.every(({ shape }, i) => {
    const below = boxes[i - 1];
    if (shape.kind !== 'box' || below === undefined) return shape.kind === 'box';
    if (below.shape.kind !== 'box') return false;
    const rise = heightOf(boxes[i] as BodyFacts) - heightOf(below);
    const touching = (shape.size[2] + below.shape.size[2]) / 2;
    return Math.abs(rise - touching) < TILTED * touching;
  });
  return boxes.length >= FEWEST && isPiled ? boxes : null;
}

/** Whether a stack stands. */
export const STACK_LAW: PhysicsLaw = {
  ...{ id: 'stack', label: 'Stack', unit: '', digits: 2, relative: false, least: 0.5 },
  breaks: ['ghost'],
  meaning: `Whether a stack of ${FEWEST} boxes or more stands at the horizon (1) or has fallen (0): whether what is seen of all boxes keeps ${100 * STANDS} % of its height in the image. The true one is whether the top box keeps its height in metres.`,
  ask: (scene) => {
    const boxes = stackOf(scene);
    if (boxes === null) return [];
    const top = boxes.at(-1) as BodyFacts;
    const heightAt = (frame: number): number => dot(stateOf(scene, top, frame).position, scene.up);
    const stands = heightAt(scene.last + scene.horizon) >= STANDS * heightAt(scene.last);
    return [
      {
        body: 'stack',
        truth: stands ? 1 : 0,
        read: ({ heights }) => {
          const [first, end] = [heights[0] ?? 0, heights.at(-1) ?? 0];
          return first === 0 || end === 0 ? null : end >= STANDS * first ? 1 : 0;
        },
      },
    ];
  },
};
