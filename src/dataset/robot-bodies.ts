import type { EpisodeFacts } from '../core/recorded-episode.ts';
import type { Robot } from '../core/robot.ts';

/** The bodies by which a robot's description names it. */
function namedBodies(robot: Robot, joints: EpisodeFacts['joints']): readonly string[] {
  switch (robot.kind) {
    case 'pusher':
    case 'base':
      return [robot.body];
    case 'arm':
      return [robot.base, robot.hand];
    case 'car':
      return [robot.car.chassis, ...robot.car.wheels];
    case 'humanoid':
      return [robot.pelvis];
    case 'joints':
      return joints
        .filter(({ name }) => robot.joints.includes(name))
        .flatMap(({ parent, child }) => [parent, child]);
  }
}

/** The bodies that are an episode's robot: those that it is named by, and what joints hold to them, fixed bodies aside. */
export function robotBodies({
  robot,
  joints,
  bodies,
}: Pick<EpisodeFacts, 'robot' | 'joints' | 'bodies'>): ReadonlySet<string> {
  if (robot === null) return new Set();
  const fixed = new Set(bodies.filter(({ motion }) => motion === 'fixed').map(({ name }) => name));
  const found = new Set(namedBodies(robot, joints).filter((name) => !fixed.has(name)));
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { parent, child } of joints) {
      if (found.has(parent) && !fixed.has(child)) found.add(child);
      if (found.has(child) && !fixed.has(parent)) found.add(parent);
    }
  }
  return found;
}
