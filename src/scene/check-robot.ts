import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import { checkArm, checkBase } from './sample-arm.ts';
import { checkHumanoid } from './sample-humanoid.ts';
import { formatValue, type Refuse } from './scene-error.ts';

type DrawnRobot = NonNullable<DrawnScene['robot']>;

/** Checks that what acts names what is there and stays where it may. */
export function checkRobot(scene: DrawnScene, refuse: Refuse): void {
  const { robot, robotParts } = scene;
  if (robot?.kind === 'pusher') checkPusher(robot, scene, refuse);
  if (robotParts === null) return;
  if (robot?.kind === 'arm') checkArm(robot, robotParts, refuse);
  if (robot?.kind === 'humanoid') checkHumanoid(robot, robotParts, refuse);
  if (robot?.kind === 'base') checkBase(robot, robotParts, refuse);
  const taken = new Set(robotParts.bodies.map(({ name }) => name));
  const twin = scene.bodies.find(({ name }) => taken.has(name));
  if (twin !== undefined) {
    const rule = `must differ from the robot's bodies, got "${twin.name}".`;
    throw refuse([...twin.path, 'name'], rule, 'Rename the body, or give the robot a prefix.');
  }
}

function checkPusher(
  robot: Extract<DrawnRobot, { kind: 'pusher' }>,
  scene: DrawnScene,
  refuse: Refuse,
): void {
  const copy = scene.bodies.find((body) => body.name === robot.body);
  if (copy === undefined) {
    const near = nearest(
      robot.body,
      scene.bodies.map((body) => body.name),
    );
    throw refuse(['robot', 'body'], `must name a body, got "${robot.body}".`, `Did you mean "${near}"?`);
  }
  if (copy.body.motion !== 'kinematic') {
    const got = copy.body.motion ?? 'dynamic';
    throw refuse(
      ['robot', 'body'],
      `must name a kinematic body, got "${got}".`,
      'Give the body "motion": "kinematic".',
    );
  }
  const velocity = copy.body.linear_velocity ?? copy.body.angular_velocity;
  if (velocity !== undefined) {
    throw refuse(
      [...copy.path, 'linear_velocity'],
      'must be absent: the robot moves this body.',
      'Remove it.',
    );
  }
  const [xMin, yMin, xMax, yMax] = robot.workspace;
  if (!(xMin < xMax && yMin < yMax)) {
    const rule = `must be [x_min, y_min, x_max, y_max] with min < max, got ${formatValue(robot.workspace)}.`;
    throw refuse(['robot', 'workspace'], rule, 'Swap its ends.');
  }
  const [px, py] = copy.body.position ?? [0, 0];
  const [x, y] = [px + copy.offset[0], py + copy.offset[1]];
  if (!(x >= xMin && x <= xMax && y >= yMin && y <= yMax)) {
    const rule = `must lie in the robot's workspace ${formatValue(robot.workspace)} m, got [${x}, ${y}] m.`;
    throw refuse([...copy.path, 'position'], rule, 'Move the body or widen the workspace.');
  }
}
