import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import { formatValue, type Refuse } from './scene-error.ts';

/** Checks that what acts names what is there and stays where it may. */
export function checkRobot(scene: DrawnScene, refuse: Refuse): void {
  const { robot } = scene;
  if (robot === null) return;
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
