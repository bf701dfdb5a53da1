import { beforeAll, describe, expect, it } from 'vitest';
import type { Episode } from '#src/core/episode.ts';
import { findRobot, readRobotFiles } from '#src/dataset/read-robot-files.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { actionSpec } from '#src/physics/robots/robot-controller.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { assembleRobot } from '#src/scene/urdf/assemble-robot.ts';
import { readUrdf } from '#src/scene/urdf/read-urdf.ts';
import { fileBytes, meshKey } from '#src/scene/urdf/scene-files.ts';
import { minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';

beforeAll(loadPhysics);

const withRobot = (robot: Readonly<Record<string, unknown>>): Episode => {
  const urdf = robot['urdf'] as string;
  const files = readRobotFiles(urdf, findRobot(urdf, '.'));
  return sampleEpisode(parseScene(minimalScene({ bodies: [minimalGround()], robot, files }), 'x.json'), 0);
};

const arm = (control: string): Episode =>
  withRobot({
    kind: 'joints',
    urdf: 'robots/arm',
    control,
    home: { joint_2: 0.2, joint_4: 1.6, joint_6: 1.34 },
  });

/** Where the robot's joints are after so many seconds of an action. */
function jointsAfter(episode: Episode, action: readonly number[] | null, seconds: number) {
  const world = createPhysicsWorld(episode);
  if (action !== null) world.setAction(Float32Array.from(action));
  for (let i = 0; i < seconds * episode.physicsRate; i++) world.step();
  const { joints } = world.state();
  world.dispose();
  return joints!;
}

describe('the arm, driven joint by joint', () => {
  it('has an action of one element a joint that mimics none, bounded as the URDF says', () => {
    const { low, high, unit, elements } = actionSpec(arm('position'))!;
    expect(elements).toEqual([1, 2, 3, 4, 5, 6, 7].map((i) => `joint_${i}`).concat('left_finger_joint'));
    expect([low, high].map((ends) => (ends as readonly number[])[3])).toEqual([-2.2, 2.2]);
    expect((unit as readonly string[]).slice(-2)).toEqual(['rad', 'm']);
    expect((actionSpec(arm('effort'))!.high as readonly number[])[0]).toBe(140);
  });

  it('holds where it began, against its weight, within 0.03 rad', () => {
    const { positions } = jointsAfter(arm('position'), null, 2);
    [0, 0.2, 0, 1.6, 0, 1.34, 0].forEach((home, i) => {
      expect(Math.abs(positions[i]! - home)).toBeLessThan(0.03);
    });
  });

  it('goes where it is told, the second finger as the first', () => {
    const target = [0.6, 0.4, -0.3, 1.2, 0.5, 0.9, -0.7, 0.03];
    const { positions } = jointsAfter(arm('position'), target, 3);
    target.forEach((aim, i) => {
      expect(Math.abs(positions[i]! - aim)).toBeLessThan(0.03);
    });
    expect(Math.abs(positions[8]! - positions[7]!)).toBeLessThan(1e-3);
  });

  it('moves no faster than its joints may, on its way', () => {
    const { positions } = jointsAfter(arm('position'), [2.5, 0.2, 0, 1.6, 0, 1.34, 0, 0], 0.5);
    expect(positions[0]!).toBeLessThan(2.2 * 0.5 + 0.02);
    expect(positions[0]!).toBeGreaterThan(0.8);
  });

  it('turns as fast as it is told', () => {
    const { velocities } = jointsAfter(arm('velocity'), [0.5, 0, 0, 0, 0, 0, 0, 0], 1);
    expect(Math.abs(velocities[0]! - 0.5)).toBeLessThan(0.02);
  });

  it('falls without effort', () => {
    const { positions } = jointsAfter(arm('effort'), [0, 0, 0, 0, 0, 0, 0, 0], 1);
    expect(Math.abs(positions[1]! - 0.2)).toBeGreaterThan(0.1);
  });
});

describe('the base', () => {
  it('rolls straight on its wheels, its casters sliding', () => {
    const episode = withRobot({
      kind: 'joints',
      urdf: 'robots/base',
      control: 'velocity',
      fixed_base: false,
    });
    const world = createPhysicsWorld(episode);
    world.setAction(Float32Array.of(5, 5));
    for (let i = 0; i < 3 * episode.physicsRate; i++) world.step();
    const { positions, linearVelocities } = world.state();
    world.dispose();
    const body = 3 * episode.bodies.findIndex(({ name }) => name === 'base_link');
    // 5 rad/s on wheels of 0.08 m.
    expect(Math.abs(linearVelocities[body]! - 0.4)).toBeLessThan(0.01);
    expect(Math.abs(positions[body + 1]!)).toBeLessThan(0.01);
    expect(Math.abs(positions[body + 2]!)).toBeLessThan(0.005);
  });
});

describe('the car', () => {
  const files = readRobotFiles('robots/car', findRobot('robots/car', '.'));
  const car = withRobot({
    ...{ kind: 'joints', urdf: 'robots/car', control: 'velocity', fixed_base: false },
    position: [0, 0, 0.52],
  });
  const { elements } = actionSpec(car)!;

  /** Where it is, how fast, and how it is steered, after each of these actions by joint for so many seconds. */
  function drive(...acts: readonly (readonly [seconds: number, speeds: Readonly<Record<string, number>>])[]) {
    const world = createPhysicsWorld(car);
    const [body, steering] = [
      car.bodies.findIndex(({ name }) => name === 'base_link'),
      car.joints.findIndex(({ name }) => name === 'left_steering_joint'),
    ];
    const seen = acts.map(([seconds, speeds]) => {
      world.setAction(Float32Array.from(elements as readonly string[], (name) => speeds[name] ?? 0));
      for (let i = 0; i < seconds * car.physicsRate; i++) world.step();
      const { positions, orientations, linearVelocities, joints } = world.state();
      return {
        place: [...positions.slice(3 * body, 3 * body + 3)] as [number, number, number],
        yaw: 2 * Math.atan2(orientations[4 * body + 2]!, orientations[4 * body + 3]!),
        speed: linearVelocities[3 * body]!,
        steered: joints!.positions[steering]!,
      };
    });
    world.dispose();
    return seen;
  }

  it('is read without a warning', () => {
    const robot = readUrdf(files['robots/car'] as string, 'robots/car');
    const { warnings, bodies } = assembleRobot(robot, {
      ...{ source: 'robots/car', meshBytes: (file) => fileBytes(files[meshKey('robots/car', file)]) },
      ...{ prefix: '', meshSolid: 'hull', friction: 0.8, strict: true },
    });
    expect(warnings).toEqual([]);
    expect(bodies.reduce((sum, { mass }) => sum + (mass?.mass ?? 0), 0)).toBeCloseTo(1300, 6);
  });

  it('rolls straight ahead on its rear wheels', () => {
    const [at] = drive([4, { rear_left_wheel_joint: 10, rear_right_wheel_joint: 10 }]);
    // 10 rad/s on wheels of 0.31 m.
    expect(Math.abs(at!.speed - 3.1)).toBeLessThan(0.1);
    expect(Math.abs(at!.place[1])).toBeLessThan(0.05);
    expect(Math.abs(at!.place[2] - 0.52)).toBeLessThan(0.01);
  });

  it('turns as its front wheels are steered', () => {
    const wheels = { rear_left_wheel_joint: 5.6, rear_right_wheel_joint: 6.4 };
    const [before, after] = drive([1, { ...wheels, left_steering_joint: 0.3 }], [2, wheels]);
    // The kinematic bicycle's yaw rate is v tan(steering) / wheelbase; stiff wheels on one axle slip a little.
    const steered = (before!.steered + after!.steered) / 2;
    const turned = (2 * 1.86 * Math.tan(steered)) / 2.55;
    expect(Math.abs((after!.yaw - before!.yaw) / turned - 1)).toBeLessThan(0.3);
  });
});

it('goes on from a snapshot to the bit', () => {
  const episode = arm('position');
  const world = createPhysicsWorld(episode);
  world.setAction(Float32Array.of(0.5, 0.1, 0, 1, 0, 1, 0, 0.02));
  for (let i = 0; i < 60; i++) world.step();
  const other = createPhysicsWorld(episode, structuredClone(world.snapshot()));
  for (let i = 0; i < 60; i++) {
    world.step();
    other.step();
  }
  expect(other.state()).toEqual(world.state());
  world.dispose();
  other.dispose();
});
