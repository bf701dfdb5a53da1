import { expect, test } from 'vitest';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import type { Scene } from '#src/scene/scene-schema.ts';

const SCENE = readSceneFile('robots/humanoid-stand');
const withRobot = (robot: object): Scene => ({ ...SCENE, robot: { ...SCENE.robot, ...robot } }) as Scene;

test('A humanoid knows its soles and palms by the links that the scene names', () => {
  const { robot } = sampleEpisode(SCENE, 0);
  expect(robot).toMatchObject({
    ...{ kind: 'humanoid', pelvis: 'pelvis', torso: 'torso' },
    hands: [{ body: 'left_forearm' }, { body: 'right_forearm' }],
    feet: [
      { body: 'left_foot', half: [0.13, 0.06] },
      { body: 'right_foot', half: [0.13, 0.06] },
    ],
  });
  const sole = robot?.kind === 'humanoid' ? robot.feet[0].sole : [];
  [0.03, 0, -0.08].forEach((x, i) => {
    expect(sole[i]).toBeCloseTo(x, 9);
  });
});

test('A push has the impulse and the direction that were drawn', () => {
  const { disturbances, parameters } = sampleEpisode(SCENE, 3);
  const [x, y, z] = disturbances?.[0]?.impulse ?? [0, 0, 0];
  expect(Math.hypot(x, y)).toBeCloseTo(parameters['impulse'] as number, 9);
  expect((Math.atan2(y, x) * 180) / Math.PI).toBeCloseTo(parameters['direction'] as number, 6);
  expect(z).toBe(0);
});

test.each([
  [{ fixed_base: true }, /robot\.fixed_base must be false/],
  [{ torso: 'tors' }, /robot\.torso must name a link of the robot, got "tors"/],
  [{ palms: ['left_palm', 'right_plam'] }, /robot\.palms\[1\] must name a link/],
  [{ feet: ['left_shin', 'right_foot'] }, /robot\.feet\[0\] must have a box as collision/],
])('A humanoid %o is refused with the path', (robot, words) => {
  expect(() => sampleEpisode(withRobot(robot), 0)).toThrow(words);
});

test.each([
  ['floor', /disturbances\[0\]\.body must name a dynamic body, got fixed "floor"/],
  ['torsoe', /disturbances\[0\]\.body must name a dynamic body, got "torsoe"/],
])('A push of %s is refused', (body, words) => {
  const disturbances = [{ ...SCENE.disturbances?.[0], body }];
  expect(() => sampleEpisode({ ...SCENE, disturbances } as Scene, 0)).toThrow(words);
});
