import type { Body, Episode, Light, Material } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { cos, sin } from '../core/exact-math.ts';
import type { Joint } from '../core/joint.ts';
import { IDENTITY_QUATERNION, normalize, type Quaternion, scale } from '../core/pose.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { egoCarBodies, sampleActors } from './actors/sample-actors.ts';
import { checkDrawn } from './check-drawn.ts';
import { type DrawnCopy, type DrawnScene, drawScene } from './draw-scene.ts';
import type { Draw } from './draw-values.ts';
import { findOverlap } from './overlap.ts';
import { sampleCamera } from './sample-camera.ts';
import { sampleDisturbance } from './sample-disturbance.ts';
import { sampleJoints } from './sample-joints.ts';
import { sampleRobot } from './sample-robot.ts';
import { isMovable, sampleSensor } from './sample-sensor.ts';
import { sampleTask } from './sample-task.ts';
import { formatPath } from './scene-error.ts';
import type { Scene, SceneRange } from './scene-schema.ts';
import { farthestPoint } from './shape-support.ts';
import { sampleShape } from './shapes/sample-shape.ts';
import { streetBodies } from './street/street-bodies.ts';
import { turnBody } from './turn-body.ts';
import { turnedInOrder } from './turned-in-order.ts';
import { type Variation, variedDraw } from './variation/varied-draw.ts';

/** What `physics` means where a scene does not say. */
export const PHYSICS_DEFAULTS = { rateHz: 240, solverIterations: 4 } as const;

/** How often an episode is drawn for a variation until its bodies stand apart from each other. */
const ATTEMPTS = 50;

/**
 * The episode that `seed` gives of a scene: a pure function of the two (and of the variation). Every range
 * draws from its own stream, forked by name, so a range more changes no other.
 *
 * @param seed - Whole, 0…2⁵³ − 1.
 * @param variation - How it shall differ from what the seed alone gives.
 * @throws {@link ToolkitError} `scene/invalid` naming the path of a value; `scene/overlap` when two
 * bodies begin inside each other; `argument/invalid` for a seed out of range, or a variation that the scene
 * cannot give.
 */
export function sampleEpisode(scene: Scene, seed: number, variation?: Variation): Episode {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new ToolkitError(
      'argument/invalid',
      `A seed must be a whole number from 0 to 2^53 - 1, got ${seed}.`,
      'Give a whole number such as 0.',
    );
  }
  const rng = createRng(seed);
  if (variation === undefined) return sampleDrawn(scene, seed, rng, seededDraw(rng));
  const drawn = (draw: Draw): DrawnScene => drawScene(scene, scene.name, draw);
  let failure: unknown = new ToolkitError(
    'argument/invalid',
    `${scene.name} must be able to give an episode of the kind ${variation.kind}, got none with seed ${seed}.`,
    'Give the scene more choices, or leave that split out.',
  );
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const draw = variedDraw(scene, variation, rng, attempt, drawn);
    if (draw === null) continue;
    try {
      return sampleDrawn(scene, seed, rng, draw);
    } catch (error) {
      // Sizes and counts beyond their ranges may meet; others of them may not.
      if (!(error instanceof ToolkitError) || error.code !== 'scene/overlap') throw error;
      failure = error;
    }
  }
  throw failure;
}

/** The episode that a draw gives. */
function sampleDrawn(scene: Scene, seed: number, rng: Rng, draw: Draw): Episode {
  const drawn = drawScene(scene, scene.name, draw);
  const physicsRate = scene.physics?.rate_hz ?? PHYSICS_DEFAULTS.rateHz;
  checkDrawn(drawn, scene.name, physicsRate);
  const held = sampleJoints(
    drawn,
    drawn.bodies.map((copy) => turned(copy, placeBody(copy, drawn, rng))),
  );
  const placed = drawn.bodies.map((copy, i) => ({ copy, body: held.bodies[i] as Body }));
  const { bodies: robotBodies, joints: robotJoints } = drawn.robotParts ?? { bodies: [], joints: [] };
  const joints = [...held.joints, ...robotJoints];
  const street = drawn.street === null ? null : streetBodies(drawn.street, seed);
  const from = (path: string, made: readonly Body[]): Placed[] =>
    made.map((body) => ({ copy: { path: [path] }, body }));
  const standing = [...placed, ...from('robot', robotBodies), ...from('street', street?.bodies ?? [])];
  const fixed = standing.map(({ body }) => body);
  const acting = sampleActors(drawn, fixed, seed);
  const ego = drawn.robot?.kind === 'car' ? egoCarBodies(drawn.robot, fixed, seed) : [];
  const whole = [...standing, ...from('actors', acting.bodies), ...from('robot', ego)];
  checkOverlaps(whole, joints, scene.name, seed);
  const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
  const bodies = whole.map(({ body }) => body).sort(byName);
  return {
    scene: scene.name,
    seed,
    gravity: drawn.gravity,
    physicsRate,
    solverIterations: scene.physics?.solver_iterations ?? PHYSICS_DEFAULTS.solverIterations,
    bodies,
    joints: [...joints].sort(byName),
    actors: acting.actors,
    decor: [...drawn.decor.map((copy) => placeBody(copy, drawn, rng)), ...(street?.decor ?? [])].sort(byName),
    lights: drawn.lights.map(sampledLight),
    cameras: drawn.cameras.flatMap((camera) => sampleCamera(camera, bodies, drawn, seed)),
    sensors: drawn.sensors.map((sensor) =>
      sampleSensor(
        sensor,
        drawn,
        joints
          .filter(isMovable)
          .map(({ name }) => name)
          .sort(),
      ),
    ),
    sky: drawn.sky,
    robot: sampleRobot(drawn),
    ...(drawn.disturbances.length === 0 ? {} : { disturbances: drawn.disturbances.map(sampleDisturbance) }),
    task: sampleTask(drawn.task, bodies),
    background: drawn.background.toLowerCase(),
    parameters: drawn.parameters,
  };
}

/** Draws of a seed: each from a stream of its own, named after what it draws. */
export function seededDraw(rng: Rng): Draw {
  return {
    range: (range: SceneRange, stream: string) => {
      const own = rng.fork(`random/${stream}`);
      if ('uniform' in range) return own.uniform(range.uniform[0], range.uniform[1]);
      if ('integer' in range) return own.integer(range.integer[0], range.integer[1]);
      return own.choice(range.choice);
    },
    pick: (count, stream) => rng.fork(`pick/${stream}`).integer(0, count - 1),
  };
}

function turned({ body: { turned } }: DrawnCopy, body: Body): Body {
  return turned === undefined ? body : turnBody(body, turned.about, normalize(turned.axis), turned.deg);
}

function placeBody(copy: DrawnCopy, scene: DrawnScene, rng: Rng): Body {
  const { body, offset } = copy;
  const material = (name: string, color: string | undefined): Material => {
    const named = scene.materials[name] as DrawnScene['materials'][string];
    return sampledMaterial(name, named, (color ?? named.color).toLowerCase());
  };
  const shape = sampleShape(copy, (part) =>
    part.material === undefined && part.color === undefined
      ? null
      : material(
          part.material ?? copy.material,
          part.color ?? (part.material === undefined ? body.color : undefined),
        ),
  );
  const orientation = orient(copy, rng.fork(`orientation/${copy.name}`));
  const [x, y, z] = body.position ?? [0, 0, 0];
  const lowest = farthestPoint({ shape, position: [0, 0, 0], orientation }, [0, 0, -1])[2];
  const lift = body.anchor === 'bottom' ? -lowest : 0;
  return {
    name: copy.name,
    class: body.class ?? body.name,
    shape,
    material: material(copy.material, body.color),
    motion: body.motion === 'decor' ? 'fixed' : (body.motion ?? 'dynamic'),
    ...(body.passable === true ? { passable: true as const } : {}),
    position: [x + offset[0], y + offset[1], z + offset[2] + lift],
    orientation,
    linearVelocity: body.linear_velocity ?? [0, 0, 0],
    angularVelocity: body.angular_velocity ?? [0, 0, 0],
  };
}

function sampledMaterial(
  name: string,
  {
    density,
    friction,
    restitution,
    roughness = 0.8,
    metalness = 0,
    texture,
  }: DrawnScene['materials'][string],
  color: string,
): Material {
  return {
    ...{ name, density, friction, restitution, color, roughness, metalness },
    texture: texture === undefined ? null : { ...texture, offset: [0, 0] },
  };
}

function orient({ body }: DrawnCopy, rng: Rng): Quaternion {
  if (body.orientation === 'random') return randomRotation(rng);
  if (body.orientation !== undefined) {
    const [x, y, z, w] = body.orientation;
    const inverse = 1 / Math.sqrt(x * x + y * y + z * z + w * w);
    return [x * inverse, y * inverse, z * inverse, w * inverse];
  }
  if (body.rotation_deg !== undefined) return turnedInOrder(body.rotation_deg);
  return body.yaw_deg === undefined ? IDENTITY_QUATERNION : turnedInOrder([0, 0, body.yaw_deg]);
}

/** Uniform over all rotations. Source: Shoemake, "Uniform random rotations", Graphics Gems III, 1992. */
function randomRotation(rng: Rng): Quaternion {
  const u = rng.next();
  const [a, b] = [2 * Math.PI * rng.next(), 2 * Math.PI * rng.next()];
  const [p, q] = [Math.sqrt(1 - u), Math.sqrt(u)];
  return [p * sin(a), p * cos(a), q * sin(b), q * cos(b)];
}

function sampledLight(light: DrawnScene['lights'][number]): Light {
  const color = (light.color ?? '#ffffff').toLowerCase();
  if (light.kind === 'ambient') return { kind: 'ambient', color, intensity: light.intensity };
  const direction = normalize(scale(light.direction, 1));
  return { kind: 'sun', color, intensity: light.intensity, direction, shadow: light.shadow ?? true };
}

type Placed = { readonly copy: Pick<DrawnCopy, 'path'>; readonly body: Body };

/**
 * Two fixed bodies may overlap (walls do), and so may those that do not meet: bodies of one family, or that a
 * joint links. Any other pair would be thrown apart.
 */
function checkOverlaps(
  placed: readonly Placed[],
  joints: readonly Joint[],
  source: string,
  seed: number,
): void {
  const linked = new Set(joints.flatMap(({ parent, child }) => [`${parent} ${child}`, `${child} ${parent}`]));
  const meet = ({ body: a }: Placed, { body: b }: Placed): boolean =>
    (a.family === undefined || a.family !== b.family) && !linked.has(`${a.name} ${b.name}`);
  const isFixed = placed.map(({ body }) => body.motion === 'fixed');
  const isPassable = placed.map(({ body }) => body.passable === true);
  const pair = findOverlap(
    placed.map(({ body }) => body),
    (i, j) =>
      !(isFixed[i] && isFixed[j]) &&
      !isPassable[i] &&
      !isPassable[j] &&
      meet(placed[i] as Placed, placed[j] as Placed),
  );
  if (pair === null) return;
  const [a, b] = pair.map((i) => placed[i] as Placed) as [Placed, Placed];
  throw new ToolkitError(
    'scene/overlap',
    `${source}: ${formatPath(b.copy.path)} ("${b.body.name}") must not begin inside ` +
      `${formatPath(a.copy.path)} ("${a.body.name}"), got an overlap with seed ${seed}.`,
    'Move them apart, or narrow the ranges they are drawn from.',
  );
}
