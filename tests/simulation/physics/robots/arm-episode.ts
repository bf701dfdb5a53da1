import { readFileSync } from 'node:fs';
import type { Body, Episode } from '#src/core/episode.ts';
import { IDENTITY_FRAME } from '#src/core/frame-transform.ts';
import type { Arm } from '#src/core/robot.ts';
import { assembleRobot, type LinkFrame } from '#src/scene/urdf/assemble-robot.ts';
import { placeRobot } from '#src/scene/urdf/place-robot.ts';
import { readUrdf } from '#src/scene/urdf/read-urdf.ts';

/** The joints as it begins, rad: bent over the table, the tool pointing down. */
export const READY = [0, 0.35, 0, 1.35, 0, 1.4416, 0];

const DIRECTORY = new URL('../../../../assets/robots/', import.meta.url);

/** Our arm alone on its base at the origin, the fingers open, with whatever else stands there. */
export function armEpisode(
  control: Arm['control'],
  bodies: readonly Body[] = [],
  ready = READY,
  finger = 0.04,
): Episode {
  const source = 'arm.urdf';
  const assembly = assembleRobot(readUrdf(readFileSync(new URL(source, DIRECTORY), 'utf8'), source), {
    ...{ source, prefix: '', meshSolid: 'hull', friction: 1, strict: true },
    meshBytes: (file) => readFileSync(new URL(file, DIRECTORY)),
  });
  const positions = new Map(ready.map((q, i) => [`joint_${i + 1}`, q]));
  positions.set('left_finger_joint', finger);
  const fingers = ['left_finger_joint', 'right_finger_joint'];
  const links = placeRobot(assembly, {
    ...{ worldFromRoot: IDENTITY_FRAME, fixedBase: true, positions, friction: 1 },
  });
  const tool = assembly.frames['tool_link'] as LinkFrame;
  const byName = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] =>
    items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    ...{ scene: 'arm', seed: 0, gravity: [0, 0, -9.81], physicsRate: 240, solverIterations: 4 },
    bodies: byName([...links, ...bodies]),
    joints: byName(assembly.joints).map((j) => (fingers.includes(j.name) ? { ...j, mimic: null } : j)),
    ...{ decor: [], lights: [], cameras: [], sensors: [], actors: [], sky: null, task: null },
    robot: {
      ...{ kind: 'arm', base: 'base_link', hand: tool.body, handFromTool: tool.bodyFromLink, control },
      ...{ fingers, gripForce: 40, maxToolSpeed: 0.5, maxToolTurn: 2 },
    },
    ...{ background: '#ffffff', parameters: {} },
  };
}
