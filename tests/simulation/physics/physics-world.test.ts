import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Body, Episode, Shape } from '#src/core/episode.ts';
import type { Robot } from '#src/core/robot.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld, type PhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics, rapier } from '#src/physics/rapier.ts';

const NONE = [0, 0, 0] as const;

function body(name: string, shape: Shape, changes: Partial<Body> = {}): Body {
  const material = {
    name: 'm',
    density: 1000,
    friction: 0.5,
    restitution: 0.3,
    color: '#808080',
    roughness: 1,
    metalness: 0,
    texture: null,
  };
  return {
    name,
    class: shape.kind,
    shape,
    material,
    motion: 'dynamic',
    position: NONE,
    orientation: [0, 0, 0, 1],
    linearVelocity: NONE,
    angularVelocity: NONE,
    ...changes,
  };
}

const ball = (name: string, changes: Partial<Body> = {}): Body =>
  body(name, { kind: 'sphere', radius: 0.1 }, changes);
const ground = body('ground', { kind: 'plane', size: 4 }, { motion: 'fixed' });

function episode(bodies: readonly Body[], changes: Partial<Episode> = {}): Episode {
  return {
    scene: 'test',
    seed: 0,
    gravity: [0, 0, -9.81],
    physicsRate: 240,
    solverIterations: 4,
    bodies,
    joints: [],
    actors: [],
    decor: [],
    lights: [],
    cameras: [],
    robot: null,
    task: null,
    background: '#000000',
    sky: null,
    sensors: [],
    parameters: {},
    ...changes,
  };
}

const worlds: PhysicsWorld[] = [];
function start(bodies: readonly Body[], changes: Partial<Episode> = {}): PhysicsWorld {
  const world = createPhysicsWorld(episode(bodies, changes));
  worlds.push(world);
  return world;
}
function run(world: PhysicsWorld, steps: number): void {
  for (let i = 0; i < steps; i++) world.step();
}

beforeAll(loadPhysics);
afterEach(() => {
  for (const world of worlds.splice(0)) world.dispose();
});

describe('free fall', () => {
  it.each([
    [240, 4],
    [120, 8],
    [960, 1],
  ])(
    'at %i Hz and %i iterations keeps to the discrete formula within 2e-5 m over 1 s',
    (rate, iterations) => {
      const z0 = 5;
      const world = start([ball('ball', { position: [0.3, -0.2, z0], linearVelocity: [0.5, 0, 1] })], {
        physicsRate: rate,
        solverIterations: iterations,
      });
      // Semi-implicit Euler in substeps of h: after n of them z = z0 + v n h - g h² n (n + 1) / 2.
      const h = 1 / rate / iterations;
      for (let step = 1; step <= rate; step++) {
        world.step();
        const n = step * iterations;
        const { positions } = world.state();
        expect(
          Math.abs((positions[2] as number) - (z0 + n * h - (9.81 * h * h * n * (n + 1)) / 2)),
        ).toBeLessThan(2e-5);
        expect(Math.abs((positions[0] as number) - (0.3 + 0.5 * n * h))).toBeLessThan(2e-5);
      }
      expect(world.state().step).toBe(rate);
    },
  );

  it('follows the gravity of the episode', () => {
    const world = start([ball('ball')], { gravity: [1.62, 0, 0] });
    run(world, 240);
    expect(world.state().linearVelocities[0]).toBeCloseTo(1.62, 4);
    expect(world.state().linearVelocities[2]).toBe(0);
  });
});

describe('determinism', () => {
  const heap = ['c', 'a', 'd', 'b'].map((name, i) =>
    ball(name, { position: [0.05 * i, 0.02 * i, 0.3 + 0.25 * i], angularVelocity: [i, 0, 1] }),
  );
  const hashAfter = (bodies: readonly Body[]): string => {
    const world = start(bodies);
    run(world, 300);
    const order = bodies.map((b) => b.name);
    const { positions } = world.state();
    const rows = [...order]
      .sort()
      .map((name) => positions.subarray(3 * order.indexOf(name), 3 * order.indexOf(name) + 3));
    return JSON.stringify(rows.map((row) => Array.from(row)));
  };

  it('gives the same hash twice, with rays and other worlds in between', () => {
    const [one, two] = [start([...heap, ground]), start([...heap, ground])];
    run(one, 300);
    for (let i = 0; i < 300; i++) {
      two.step();
      if (i % 50 === 0) two.castRay([0, 0, 5], [0, 0, -1]);
      if (i === 100) run(start(heap), 10);
    }
    expect(stateHash(two.state())).toBe(stateHash(one.state()));
  });

  it('does not depend on the order of the bodies', () => {
    expect(hashAfter([ground, ...heap])).toBe(hashAfter([...heap].reverse().concat(ground)));
  });
});

describe('contacts', () => {
  it('begin once, at the step at which a ball lands, and are handed out in order', () => {
    const still = { ...ball('a').material, restitution: 0 };
    const world = start([
      ball('b', { position: [1, 0, 0.5], material: still }),
      ball('a', { position: [0, 0, 0.5], material: still }),
      { ...ground, material: still },
    ]);
    run(world, 120);
    const events = world.drainEvents();
    expect(events.map(({ kind, a, b }) => [kind, a, b])).toEqual([
      ['contact_begin', 'a', 'ground'],
      ['contact_begin', 'b', 'ground'],
    ]);
    // It falls 0.4 m in sqrt(2 · 0.4 / 9.81) s, 68.5 steps; contact counts from a little above.
    for (const { step } of events) expect(Math.abs(step - 68.5)).toBeLessThan(3);
    expect(world.drainEvents()).toEqual([]);
  });

  it('end when a ball bounces off', () => {
    const lively = { ...ball('a').material, restitution: 1 };
    const world = start([
      ball('a', { position: [0, 0, 0.3], material: lively }),
      { ...ground, material: lively },
    ]);
    run(world, 120);
    const kinds = world.drainEvents().map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['contact_begin', 'contact_end']);
  });
});

describe('the pusher', () => {
  const robot: Robot = { kind: 'pusher', body: 'pusher', maxSpeed: 0.5, workspace: [-1, -1, 0.2, 1] };
  const pusher = body(
    'pusher',
    { kind: 'cylinder', radius: 0.05, height: 0.2 },
    { motion: 'kinematic', position: [0, 0, 0.1] },
  );
  const box = body('box', { kind: 'box', size: [0.1, 0.1, 0.1] }, { position: [0.15, 0, 0.05] });
  const xy = (world: PhysicsWorld): number[] => Array.from(world.state().positions.subarray(0, 2));

  it('moves at its velocity until told otherwise, and stands still before', () => {
    const world = start([pusher], { robot });
    run(world, 24);
    expect(xy(world)).toEqual([0, 0]);
    world.setAction(Float32Array.of(-0.25, 0.5));
    run(world, 240);
    expect(xy(world)).toEqual([expect.closeTo(-0.25, 6), expect.closeTo(0.5, 6)]);
    expect(world.state().linearVelocities[1]).toBeCloseTo(0.5, 4);
  });

  it('is held to its greatest speed and to its workspace', () => {
    const world = start([pusher], { robot });
    world.setAction(Float32Array.of(9, -9));
    run(world, 24);
    expect(xy(world)).toEqual([expect.closeTo(0.05, 6), expect.closeTo(-0.05, 6)]);
    run(world, 480);
    expect(xy(world)).toEqual([expect.closeTo(0.2, 6), expect.closeTo(-1, 2)]);
  });

  it('pushes what stands in its way', () => {
    const world = start([pusher, box, ground], { robot });
    world.setAction(Float32Array.of(0.4, 0));
    run(world, 240);
    expect(world.state().positions[3]).toBeGreaterThan(0.28);
    expect(world.drainEvents()).toContainEqual(
      expect.objectContaining({ kind: 'contact_begin', a: 'box', b: 'pusher' }),
    );
  });

  it.each([[[1]], [[1, 2, 3]], [[Number.NaN, 0]], [[0, Number.POSITIVE_INFINITY]]])(
    'refuses the action %j',
    (action) => {
      const world = start([pusher], { robot });
      expect(() => world.setAction(Float32Array.from(action))).toThrow('two finite numbers');
    },
  );

  it('is refused where there is no robot', () => {
    expect(() => start([box]).setAction(Float32Array.of(0, 0))).toThrow(
      'Only a scene with a robot takes actions',
    );
  });
});

describe('castRay', () => {
  const shapes: [Shape, topZ: number, sideX: number][] = [
    [{ kind: 'box', size: [0.2, 0.4, 0.6] }, 0.3, 0.1],
    [{ kind: 'sphere', radius: 0.25 }, 0.25, 0.25],
    [{ kind: 'cylinder', radius: 0.1, height: 0.5 }, 0.25, 0.1],
    [{ kind: 'capsule', radius: 0.1, height: 0.5 }, 0.35, 0.1],
  ];

  it.each(shapes)('meets %j where it stands, before the first step', (shape, top, side) => {
    const world = start([body('it', shape, { position: [1, 2, 3] })]);
    const above = world.castRay([1, 2, 5], [0, 0, -1]);
    expect(above).toEqual({ body: 'it', distance: expect.closeTo(2 - top, 5) });
    expect(world.castRay([3, 2, 3], [-2, 0, 0])?.distance).toBeCloseTo((2 - side) / 2, 5);
    expect(world.castRay([3, 4, 3], [-1, 0, 0])).toBeNull();
  });

  it('follows a body that moved, and stops at the first of several', () => {
    const world = start([ground, ball('ball', { position: [0, 0, 2] })]);
    expect(world.castRay([0, 0, 5], [0, 0, -1])).toEqual({ body: 'ball', distance: expect.closeTo(2.9, 5) });
    run(world, 480);
    const z = world.state().positions[5] as number;
    expect(world.castRay([0, 0, 5], [0, 0, -1])?.distance).toBeCloseTo(4.9 - z, 5);
    expect(world.castRay([1, 0, 5], [0, 0, -1])).toEqual({ body: 'ground', distance: expect.closeTo(5, 5) });
  });

  it('sees the ground only where it is drawn', () => {
    const world = start([ground]);
    expect(world.castRay([1.99, 0, 1], [0, 0, -1])?.body).toBe('ground');
    expect(world.castRay([2.01, 0, 1], [0, 0, -1])).toBeNull();
  });
});

describe('bad worlds', () => {
  const wrong: [what: string, bodies: readonly Body[], message: string, changes?: Partial<Episode>][] = [
    ['a NaN position', [ball('x', { position: [0, Number.NaN, 0] })], 'body "x" position must be finite'],
    ['a zero radius', [body('x', { kind: 'sphere', radius: 0 })], 'body "x" shape must be > 0'],
    [
      'a zero density',
      [ball('x', { material: { ...ball('x').material, density: 0 } })],
      'body "x" density must be > 0',
    ],
    [
      'a speed above the cap',
      [ball('x', { linearVelocity: [0, 401, 0] })],
      'body "x" linearVelocity must be at most 400 m/s',
    ],
    [
      'a spin above the cap',
      [ball('x', { angularVelocity: [200, 0, 0] })],
      'body "x" angularVelocity must be at most 188.5 rad/s',
    ],
    [
      'a non-unit quaternion',
      [ball('x', { orientation: [0, 0, 0, 2] })],
      'body "x" orientation must be a unit quaternion',
    ],
    ['two bodies of one name', [ball('x'), ball('x')], 'bodies must have different names'],
    [
      'infinite gravity',
      [ball('x')],
      'gravity must be finite',
      { gravity: [0, 0, Number.POSITIVE_INFINITY] },
    ],
    ['a rate of zero', [ball('x')], 'physicsRate must be > 0', { physicsRate: 0 }],
  ];

  it.each(wrong)('refuses %s', (_, bodies, message, changes) => {
    expect(() => start(bodies, changes)).toThrow(message);
  });

  it('name the body whose state is not finite', () => {
    const world = start([ball('a'), ball('heavy', { position: [1, 0, 0] })]);
    const original = rapier().RigidBody.prototype.translation;
    const spy = vi.spyOn(rapier().RigidBody.prototype, 'translation').mockImplementation(function (
      this: object,
      at,
    ) {
      const found = original.call(this as never, at);
      if (found.x === 1) found.z = Number.NaN;
      return found;
    });
    world.step();
    expect(() => world.state()).toThrow('The state of body "heavy" of test (seed 0) must be finite');
    spy.mockRestore();
  });

  it('that trapped are never used again', () => {
    const world = start([ball('a')]);
    const spy = vi.spyOn(rapier().PhysicsPipeline.prototype, 'step').mockImplementation(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
    expect(() => world.step()).toThrow('broke down at step 0: unreachable');
    spy.mockRestore();
    expect(() => world.step()).toThrow('broke down');
    expect(() => world.state()).toThrow('broke down');
    world.dispose();
  });
});
