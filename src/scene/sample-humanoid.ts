import type * as z from 'zod';
import { composeFrames } from '../core/frame-transform.ts';
import type { Foot, Humanoid } from '../core/robot.ts';
import { shapeParts } from '../core/shape-parts.ts';
import type { humanoidSchema } from './humanoid-schema.ts';
import { nearest } from './nearest.ts';
import type { Refuse } from './scene-error.ts';
import type { LinkFrame } from './urdf/assemble-robot.ts';
import type { SceneRobot } from './urdf/scene-robot.ts';

type DrawnHumanoid = z.output<ReturnType<typeof humanoidSchema<z.ZodNumber>>>;

/** The humanoid of a drawn scene; `checkHumanoid` has passed it. */
export function sampleHumanoid(robot: DrawnHumanoid, parts: SceneRobot): Humanoid {
  const palm = (name: string): Humanoid['hands'][number] => {
    const { body, bodyFromLink } = parts.frames[name] as LinkFrame;
    return { body, palm: bodyFromLink.position };
  };
  return {
    ...{ kind: 'humanoid', pelvis: parts.bodies[0]?.name ?? '' },
    torso: (parts.frames[robot.torso] as LinkFrame).body,
    feet: [footOf(robot.feet[0], parts) as Foot, footOf(robot.feet[1], parts) as Foot],
    hands: [palm(robot.palms[0]), palm(robot.palms[1])],
    ...{ maxSquat: robot.max_squat ?? 0.3, maxLean: robot.max_lean ?? 0.05 },
    maxReach: robot.max_reach ?? 0.8,
  };
}

/** The lowest box that bodies meet of a foot, or `null`. */
function footOf(name: string, { frames, bodies }: SceneRobot): Foot | null {
  const { body, bodyFromLink } = frames[name] as LinkFrame;
  const shape = (bodies.find((one) => one.name === body) as SceneRobot['bodies'][number]).shape;
  const soles = shapeParts(shape, 'solid').flatMap((part) => {
    if (part.shape.kind !== 'box') return [];
    const [x, y, z] = part.shape.size;
    const down = { position: [0, 0, -z / 2] as const, orientation: bodyFromLink.orientation };
    return [{ body, sole: composeFrames(part, down).position, half: [x / 2, y / 2] as const }];
  });
  return soles.sort((a, b) => a.sole[2] - b.sole[2])[0] ?? null;
}

/** Checks that a humanoid stands freely and that its parts are there. */
export function checkHumanoid(robot: DrawnHumanoid, parts: SceneRobot, refuse: Refuse): void {
  if (robot.fixed_base !== false) {
    const hint = 'Add "fixed_base": false.';
    throw refuse(['robot', 'fixed_base'], 'must be false: a humanoid stands on its feet.', hint);
  }
  const links = Object.keys(parts.frames);
  const named = [
    { path: ['robot', 'torso'], name: robot.torso },
    ...robot.feet.map((name, i) => ({ path: ['robot', 'feet', i], name })),
    ...robot.palms.map((name, i) => ({ path: ['robot', 'palms', i], name })),
  ];
  for (const { path, name } of named) {
    if (links.includes(name)) continue;
    throw refuse(
      path,
      `must name a link of the robot, got "${name}".`,
      `Did you mean "${nearest(name, links)}"?`,
    );
  }
  const massless = parts.bodies.find(({ mass }) => mass === undefined);
  if (massless !== undefined) {
    const rule = `must give every link a mass, got none for "${massless.name}".`;
    throw refuse(['robot', 'urdf'], rule, 'Add an <inertial> to the link.');
  }
  robot.feet.forEach((name, i) => {
    if (footOf(name, parts) !== null) return;
    const rule = `must have a box as collision, got none on "${name}".`;
    throw refuse(['robot', 'feet', i], rule, 'Give the foot a box as long and wide as its sole.');
  });
}
