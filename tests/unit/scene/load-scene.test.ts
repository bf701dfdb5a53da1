import { describe, expect, it } from 'vitest';
import { ToolkitError, type ToolkitErrorCode } from '#src/core/error.ts';
import { checkDepthRange } from '#src/scene/depth-range.ts';
import { loadScene, parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';

function refusal(work: () => unknown): ToolkitError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ToolkitError);
    expect((error as ToolkitError).exitCode).toBe(2);
    return error as ToolkitError;
  }
  throw new Error('Nothing was refused.');
}

const withBall = (changes: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  minimalScene({ bodies: [minimalGround(), minimalBall(changes)], ...more });
const withCamera = (changes: Record<string, unknown>) => {
  const [camera] = minimalScene()['cameras'] as [Record<string, unknown>];
  return minimalScene({ cameras: [{ ...camera, ...changes }] });
};
const withClay = (changes: Record<string, unknown>) => {
  const { clay } = minimalScene()['materials'] as { clay: Record<string, unknown> };
  return minimalScene({ materials: { clay: { ...clay, ...changes } } });
};
const withRobot = (
  changes: Record<string, unknown>,
  ball: Record<string, unknown> = { motion: 'kinematic' },
) =>
  withBall(ball, {
    robot: { kind: 'pusher', body: 'ball', max_speed: 1, workspace: [-1, -1, 1, 1], ...changes },
  });

describe('loadScene', () => {
  it('refuses what is not JSON, what is too long and what is no object', () => {
    const notJson = refusal(() => loadScene('{ "version": 1,', 'a.json'));
    expect(notJson.code).toBe('scene/not-json');
    expect(notJson.message).toContain('a.json: a scene file must be JSON');
    expect(refusal(() => loadScene('NaN', 'a.json')).code).toBe('scene/not-json');
    expect(refusal(() => loadScene(' '.repeat(1_000_001), 'a.json')).code).toBe('file/too-large');
    expect(refusal(() => loadScene('[]', 'a.json')).message).toBe(
      'a.json: the file must be an object { … }, got [].',
    );
  });

  it('takes a byte order mark and infinity for what they are', () => {
    expect(loadScene(`\uFEFF${JSON.stringify(minimalScene())}`, 'a.json').name).toBe('minimal');
    const text = JSON.stringify(minimalScene()).replace('-9.81', '-1e999');
    expect(refusal(() => loadScene(text, 'a.json')).message).toBe(
      'a.json: gravity[2] must be a finite number, got -Infinity m/s².',
    );
  });
});

const wrong: [what: string, scene: unknown, message: string, code?: ToolkitErrorCode][] = [
  [
    'an unknown field',
    withBall({ materal: 'clay' }),
    'bodies[1].materal is not a field',
    'scene/unknown-field',
  ],
  ['an unknown top field', minimalScene({ camera: [] }), 'camera is not a field', 'scene/unknown-field'],
  [
    'a field of another shape',
    withBall({ shape: { kind: 'sphere', radius: 1, size: 2 } }),
    'bodies[1].shape.size is not a field',
    'scene/unknown-field',
  ],
  ['no gravity', minimalScene({ gravity: undefined }), 'gravity must be a list, got nothing.'],
  [
    'NaN',
    withBall({ position: [0, 0, Number.NaN] }),
    'bodies[1].position[2] must be a finite number, got NaN m.',
  ],
  [
    'infinity',
    minimalScene({ gravity: [0, 0, Number.NEGATIVE_INFINITY] }),
    'gravity[2] must be a finite number',
  ],
  [
    'a negative radius',
    withBall({ shape: { kind: 'sphere', radius: -1 } }),
    'bodies[1].shape.radius must be > 0 m, got -1 m.',
  ],
  [
    'a zero edge',
    withBall({ shape: { kind: 'box', size: [1, 0, 1] } }),
    'bodies[1].shape.size[1] must be > 0 m, got 0 m.',
  ],
  [
    'an absurd edge',
    withBall({ shape: { kind: 'box', size: [1, 1e9, 1] } }),
    'bodies[1].shape.size[1] must be ≤ 1000 m, got 1000000000 m.',
  ],
  ['zero density', withClay({ density: 0 }), 'materials.clay.density must be > 0 kg/m³, got 0 kg/m³.'],
  ['negative friction', withClay({ friction: -0.1 }), 'materials.clay.friction must be ≥ 0, got -0.1.'],
  [
    'restitution above one',
    withClay({ restitution: 1.5 }),
    'materials.clay.restitution must be ≤ 1, got 1.5.',
  ],
  ['a bad colour', withClay({ color: 'red' }), 'materials.clay.color must be a colour #rrggbb, got "red".'],
  [
    'a missing field',
    withClay({ density: undefined }),
    'materials.clay.density must be a finite number, got nothing.',
  ],
  [
    'an unknown shape',
    withBall({ shape: { kind: 'cone' } }),
    'bodies[1].shape.kind must be "box" or "sphere" or "cylinder" or "capsule" or "extrusion" or "plane" or "compound", got "cone".',
  ],
  [
    'an unknown motion',
    withBall({ motion: 'static' }),
    'bodies[1].motion must be "fixed" or "dynamic" or "kinematic" or "decor", got "static".',
  ],
  [
    'an unknown material',
    withBall({ material: 'clag' }),
    'bodies[1].material must name one of materials, got "clag".',
  ],
  [
    'an unknown range',
    withBall({ position: [0, 0, '$hight'] }, { random: { height: { uniform: [1, 2] } } }),
    'bodies[1].position[2] must name a range of random, got "$hight".',
  ],
  [
    'a reversed range',
    minimalScene({ random: { height: { uniform: [2, 1] } } }),
    'random.height.uniform must be written low end first, got [2,1].',
  ],
  [
    'a range whose low end breaks a rule',
    withBall({ shape: { kind: 'sphere', radius: '$r' } }, { random: { r: { uniform: [-0.1, 0.2] } } }),
    'bodies[1].shape.radius must be > 0 m, got -0.1 m.',
  ],
  [
    'a range whose high end breaks a rule',
    withBall({ linear_velocity: ['$v', 0, 0] }, { random: { v: { uniform: [0, 401] } } }),
    'bodies[1].linear_velocity[0] must be ≤ 400 m/s, got 401 m/s.',
  ],
  [
    'a colour where a number stands',
    withBall({ position: ['$c', 0, 1] }, { random: { c: { choice: [0, '#ffffff'] } } }),
    'bodies[1].position[0] must be a finite number, got "#ffffff".',
  ],
  [
    'a non-unit quaternion',
    withBall({ orientation: [0, 0, 0, 0.5] }),
    'bodies[1].orientation must be a unit quaternion [x, y, z, w] (length 1 ± 0.001), got length 0.5.',
  ],
  [
    'a zero quaternion',
    withBall({ orientation: [0, 0, 0, 0] }),
    'bodies[1].orientation must be a unit quaternion',
  ],
  ['a quaternion of three', withBall({ orientation: [0, 0, 1] }), 'bodies[1].orientation'],
  [
    'two orientations',
    withBall({ orientation: 'random', yaw_deg: 5 }),
    'bodies[1].yaw_deg must not stand beside a random orientation.',
  ],
  [
    'a turn beside a yaw',
    withBall({ rotation_deg: [0, 5, 0], yaw_deg: 5 }),
    'bodies[1].yaw_deg must not stand beside rotation_deg.',
  ],
  [
    'a turn beside an orientation',
    withBall({ rotation_deg: [0, 5, 0], orientation: [0, 0, 0, 1] }),
    'bodies[1].rotation_deg must not stand beside orientation.',
  ],
  [
    'a turn of more than a circle',
    withBall({ rotation_deg: [0, '$tilt', 0] }, { random: { tilt: { uniform: [0, 400] } } }),
    'bodies[1].rotation_deg[1] must be ≤ 360 °, got 400 °.',
  ],
  [
    'a body faster than the cap',
    withBall({ linear_velocity: [300, 300, 0] }),
    'bodies[1].linear_velocity must be at most 400 m/s long',
  ],
  [
    'a body that spins too fast',
    withBall({ angular_velocity: [0, 0, 189] }),
    'bodies[1].angular_velocity must be at most 188.5 rad/s long',
  ],
  [
    'a fixed body with a velocity',
    withBall({ motion: 'fixed', linear_velocity: [1, 0, 0] }),
    'bodies[1].linear_velocity must be zero for a fixed body',
  ],
  [
    'a plane that falls',
    minimalScene({ bodies: [{ ...minimalGround(), motion: 'dynamic' }] }),
    'bodies[0].motion must be "fixed" for a plane, got "dynamic".',
  ],
  [
    'two bodies of one name',
    minimalScene({ bodies: [minimalGround(), minimalGround()] }),
    'bodies[1].name must be unique, got "ground" twice.',
  ],
  [
    'a copy that takes a name',
    minimalScene({
      bodies: [
        minimalBall({ name: 'a_1' }),
        minimalBall({ name: 'a', repeat: { count: 1, step: [1, 0, 0] } }),
      ],
    }),
    'bodies[1].name must be unique, got "a_1" twice.',
  ],
  [
    'half a copy',
    withBall({ repeat: { count: 1.5, step: [1, 0, 0] } }),
    'bodies[1].repeat.count must be a whole number ≥ 0, got 1.5.',
  ],
  [
    'too many copies',
    withBall({ repeat: { count: 1e9, step: [1, 0, 0] } }),
    'bodies[1].repeat.count must be ≤ 1000, got 1000000000.',
  ],
  [
    'a name in capitals',
    withBall({ name: 'Ball' }),
    'bodies[1].name must be lower case: a letter, then letters, digits or _, got "Ball".',
  ],
  [
    'a range name in capitals',
    minimalScene({ random: { X: { uniform: [0, 1] } } }),
    'random.X must be named in lower case',
  ],
  ['no bodies', minimalScene({ bodies: [] }), 'bodies must be at least 1 long, got [].'],
  ['no camera', minimalScene({ cameras: [] }), 'cameras must be at least 1 long, got [].'],
  [
    'five cameras',
    minimalScene({ cameras: Array(5).fill((minimalScene()['cameras'] as unknown[])[0]) }),
    'cameras must be at most 4 long',
  ],
  [
    'two cameras of one name',
    minimalScene({ cameras: Array(2).fill((minimalScene()['cameras'] as unknown[])[0]) }),
    'cameras[1].name must be unique, got "front" twice.',
  ],
  [
    'a camera that looks at itself',
    withCamera({ look_at: [0, -3, 1] }),
    'cameras[0].look_at must differ from position',
  ],
  [
    'a far plane before the near one',
    withCamera({ far: 0.05 }),
    'cameras[0].far must be > near (0.1 m), got 0.05 m.',
  ],
  ['a near plane of zero', withCamera({ near: 0 }), 'cameras[0].near must be > 0 m, got 0 m.'],
  ['a field of view of 180°', withCamera({ fov_deg: 180 }), 'cameras[0].fov_deg must be ≤ 170 °, got 180 °.'],
  [
    'more suns than can be drawn',
    minimalScene({
      lights: [
        { kind: 'ambient', intensity: 1 },
        ...Array(5).fill({ kind: 'sun', intensity: 1, direction: [0, 0, -1] }),
      ],
    }),
    'lights[5] must not be a sun beyond the 4 that can be drawn, got sun number 5.',
  ],
  [
    'a sun without direction',
    minimalScene({ lights: [{ kind: 'sun', intensity: 1, direction: [0, 0, 0] }] }),
    'lights[0].direction must not be zero',
  ],
  ['a robot without its body', withRobot({ body: 'bal' }), 'robot.body must name a body, got "bal".'],
  ['a robot of a dynamic body', withRobot({}, {}), 'robot.body must name a kinematic body, got "dynamic".'],
  [
    'a robot outside its workspace',
    withRobot({ workspace: [1, 1, 2, 2] }),
    "bodies[1].position must lie in the robot's workspace",
  ],
  [
    'a reversed workspace',
    withRobot({ workspace: [1, -1, -1, 1] }),
    'robot.workspace must be [x_min, y_min, x_max, y_max]',
  ],
  ['a later version', minimalScene({ version: 2 }), 'version must be 1, got 2.'],
  [
    'half a physics step',
    minimalScene({ physics: { rate_hz: 240.5 } }),
    'physics.rate_hz must be a whole number, got 240.5 Hz.',
  ],
  ['an absurd rate', minimalScene({ physics: { rate_hz: 1e8 } }), 'physics.rate_hz must be ≤ 10000 Hz'],
];

describe('parseScene', () => {
  it('accepts the minimal scene', () => {
    expect(parseScene(minimalScene(), 's').bodies).toHaveLength(2);
  });

  it.each(wrong)('refuses %s', (_, scene, message, code = 'scene/invalid') => {
    const error = refusal(() => parseScene(scene, 'a.json'));
    expect(error.message).toContain(`a.json: ${message}`);
    expect(error.code).toBe(code);
    expect(error.hint).not.toBe('');
  });

  it('names the nearest right name', () => {
    const hint = (scene: unknown): string => refusal(() => parseScene(scene, 's')).hint;
    expect(hint(withBall({ materal: 'clay' }))).toBe('Did you mean "material"?');
    expect(hint(withBall({ material: 'clag' }))).toBe('Did you mean "clay"?');
    expect(hint(withBall({ position: ['$hight', 0, 0] }, { random: { height: { uniform: [0, 1] } } }))).toBe(
      'Did you mean "$height"?',
    );
  });
});

describe('checkDepthRange', () => {
  it('refuses a far plane that 16 bits of the depth scale cannot hold', () => {
    const scene = parseScene(withCamera({ far: 66 }), 's');
    expect(() => checkDepthRange(scene, 0.002)).not.toThrow();
    const error = refusal(() => checkDepthRange(scene, 0.001));
    expect(error.code).toBe('scene/depth-range');
    expect(error.message).toBe(
      'minimal: cameras[0].far must be at most 65535 x depth_scale_m (65.535 m), got 66 m.',
    );
  });
});

describe('overlapping spawns', () => {
  it('are refused when the episode is sampled, naming both bodies', () => {
    const scene = parseScene(
      minimalScene({ bodies: [minimalGround(), minimalBall({ position: [0, 0, 0.1] })] }),
      's',
    );
    const error = refusal(() => sampleEpisode(scene, 3));
    expect(error.code).toBe('scene/overlap');
    expect(error.message).toBe(
      'minimal: bodies[1] ("ball") must not begin inside bodies[0] ("ground"), got an overlap with seed 3.',
    );
  });
});
