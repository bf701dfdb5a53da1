import { MAX_SUNS } from '../core/episode.ts';
import type { ToolkitError } from '../core/error.ts';
import { checkCameras } from './check-cameras.ts';
import { checkJoints } from './check-joints.ts';
import { checkRobot } from './check-robot.ts';
import { checkSensors } from './check-sensors.ts';
import { checkTask } from './check-task.ts';
import { checkViolations } from './check-violations.ts';
import type { DrawnCopy, DrawnScene } from './draw-scene.ts';
import { type MadeBody, madeOfDrawn } from './made-bodies.ts';
import { nearest } from './nearest.ts';
import { checkDisturbances } from './sample-disturbance.ts';
import { formatValue, type Refuse, type ScenePath, sceneError } from './scene-error.ts';
import { MAX_SPEED } from './schema-leaves.ts';
import { checkShape } from './shapes/check-shape.ts';

type Numbers = readonly number[];

const norm = (v: Numbers): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/** Most bodies that one scene may hold. */
const MAX_BODIES = 1000;

/**
 * Checks what no single field can say: names that refer to each other, ends of ranges, directions.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkDrawn(scene: DrawnScene, source: string, rateHz: number): void {
  const refuse: Refuse = (path, rule, hint) => sceneError(source, path, rule, hint);
  if (scene.bodies.length > MAX_BODIES) {
    throw refuse(
      ['bodies'],
      `must make at most ${MAX_BODIES} bodies, got ${scene.bodies.length}.`,
      'Repeat less.',
    );
  }
  const seen = [...scene.bodies, ...scene.decor];
  checkUnique(seen, (body) => [...body.path, 'name'], refuse);
  for (const body of seen) checkBody(body, scene, rateHz, refuse);
  checkUnique(scene.joints, (_, i) => ['joints', i, 'name'], refuse);
  checkJoints(scene, refuse);
  checkCameras(scene, refuse);
  checkLights(scene, refuse);
  checkUnique(scene.sensors, (_, i) => ['sensors', i, 'name'], refuse);
  checkSensors(scene, rateHz, refuse);
  checkRobot(scene, refuse);
  checkDisturbances(scene, refuse);
  checkViolations(scene, refuse);
  const made = madeOfDrawn(scene);
  checkMade(scene, made, refuse);
  const robot = scene.robotParts ?? { bodies: [], joints: [] };
  const bodies = [...scene.bodies, ...made, ...robot.bodies].map(({ name }) => name);
  const classes = [
    ...scene.bodies.map(({ body }) => body.class ?? body.name),
    ...[...made, ...robot.bodies].map((body) => body.class),
  ];
  checkTask(
    scene.task,
    { bodies, classes, joints: [...scene.joints, ...robot.joints].map(({ name }) => name) },
    refuse,
  );
}

/** What a street, actors and an ego car are made of needs names of its own, and paths lead somewhere. */
function checkMade(scene: DrawnScene, made: readonly MadeBody[], refuse: Refuse): void {
  const taken = new Set(scene.bodies.map(({ name }) => name));
  for (const { name } of made) {
    if (taken.has(name)) {
      throw refuse(
        ['actors'],
        `must make bodies of other names, got "${name}" twice.`,
        'Rename one of them.',
      );
    }
    taken.add(name);
  }
  const drivers = [
    ...scene.actors.map(({ actor, path }) => ({
      path,
      points: actor.kind === 'car' ? actor.driver?.path : actor.path,
    })),
    { path: ['robot'], points: scene.robot?.kind === 'car' ? scene.robot.driver.path : undefined },
  ];
  for (const { path, points = [] } of drivers) {
    points.forEach(([x, y], i) => {
      const [lastX, lastY] = points[i - 1] ?? [x + 1, y];
      if (x === lastX && y === lastY) {
        const rule = `must lead on from point to point, got [${x}, ${y}] twice in its path.`;
        throw refuse(path, rule, 'Remove one of the two points.');
      }
    });
  }
}

function checkLights({ lights }: DrawnScene, refuse: Refuse): void {
  let suns = 0;
  lights.forEach((light, i) => {
    if (light.kind !== 'sun') return;
    suns++;
    if (suns > MAX_SUNS) {
      const rule = `must not be a sun beyond the ${MAX_SUNS} that can be drawn, got sun number ${suns}.`;
      throw refuse(['lights', i], rule, 'Remove it, or make it an ambient light.');
    }
    if (norm(light.direction) < 1e-6) {
      const rule = 'must not be zero, got [0,0,0].';
      throw refuse(['lights', i, 'direction'], rule, 'Point it downwards: [0, 0, -1].');
    }
  });
}

function checkUnique<T extends { readonly name: string }>(
  items: readonly T[],
  path: (item: T, index: number) => ScenePath,
  refuse: Refuse,
): void {
  const seen = new Set<string>();
  items.forEach((item, i) => {
    if (seen.has(item.name)) {
      throw refuse(path(item, i), `must be unique, got "${item.name}" twice.`, 'Rename one of them.');
    }
    seen.add(item.name);
  });
}

function checkBody(copy: DrawnCopy, scene: DrawnScene, rateHz: number, refuse: Refuse): void {
  const { body, path, shape } = copy;
  const checkMaterial = (name: string, at: ScenePath): void => {
    if (Object.hasOwn(scene.materials, name)) return;
    const near = nearest(name, Object.keys(scene.materials));
    const hint = near === '' ? 'Add it to materials.' : `Did you mean "${near}"?`;
    throw refuse(at, `must name one of materials, got ${formatValue(name)}.`, hint);
  };
  checkMaterial(copy.material, [...path, 'material']);
  checkShape(copy, checkMaterial, refuse);
  const motion = body.motion ?? 'dynamic';
  const isFixed = motion === 'fixed' || motion === 'decor';
  if (shape.kind === 'plane' && !isFixed) {
    throw refuse(
      [...path, 'motion'],
      `must be "fixed" for a plane, got "${motion}".`,
      'Add "motion": "fixed".',
    );
  }
  const linear = norm(body.linear_velocity ?? [0]);
  const angular = norm(body.angular_velocity ?? [0]);
  if (isFixed && linear + angular > 0) {
    const field = linear > 0 ? 'linear_velocity' : 'angular_velocity';
    throw refuse(
      [...path, field],
      'must be zero for a fixed body, got motion.',
      'Remove it, or make the body dynamic.',
    );
  }
  if (linear > MAX_SPEED) {
    const rule = `must be at most ${MAX_SPEED} m/s long (the engine's cap), got ${linear.toFixed(1)} m/s.`;
    throw refuse([...path, 'linear_velocity'], rule, 'Lower the speed.');
  }
  const maxTurn = (Math.PI / 4) * rateHz;
  if (angular > maxTurn) {
    const cap = `${maxTurn.toFixed(1)} rad/s long (45° a physics step)`;
    const rule = `must be at most ${cap}, got ${angular.toFixed(1)} rad/s.`;
    throw refuse([...path, 'angular_velocity'], rule, 'Lower it, or raise physics.rate_hz.');
  }
  if (body.turned !== undefined && norm(body.turned.axis) < 1e-6) {
    throw refuse([...path, 'turned', 'axis'], 'must not be zero, got [0,0,0].', 'Use [0, 1, 0], say.');
  }
  checkOrientation(copy, refuse);
}

function checkOrientation({ body, path }: DrawnCopy, refuse: Refuse): void {
  const turns = (['yaw_deg', 'rotation_deg'] as const).filter((field) => body[field] !== undefined);
  const [turn, other] = turns;
  const random = body.orientation === 'random' ? 'a random orientation' : 'orientation';
  const rival = body.orientation === undefined ? other : random;
  if (turn !== undefined && rival !== undefined) {
    throw refuse([...path, turn], `must not stand beside ${rival}.`, 'Remove one of the two.');
  }
  if (body.orientation === undefined || body.orientation === 'random') return;
  const length = norm(body.orientation);
  if (!(Math.abs(length - 1) <= 1e-3)) {
    const rule = `must be a unit quaternion [x, y, z, w] (length 1 ± 0.001), got length ${Number(length.toPrecision(4))}.`;
    throw refuse([...path, 'orientation'], rule, 'Divide it by its length.');
  }
}
