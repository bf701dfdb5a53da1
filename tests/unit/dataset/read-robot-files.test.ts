import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { findRobot, packageFolder, readRobotFiles } from '#src/dataset/read-robot-files.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { classIds, instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { binaryStl, boxSoup } from '../../fixtures/mesh-bytes.ts';
import { minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-robot-'));
  cpSync('tests/fixtures/urdf/my_robot', join(folder, 'my_robot'), { recursive: true });
  // In mm, as the file's scale says.
  mkdirSync(join(folder, 'my_robot/meshes/visual'), { recursive: true });
  writeFileSync(join(folder, 'my_robot/meshes/visual/Base.stl'), binaryStl(boxSoup([300, 200, 100])));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sceneFile = (robot: unknown, changes: Readonly<Record<string, unknown>> = {}): string => {
  const file = join(folder, 'scene.json');
  writeFileSync(file, JSON.stringify(minimalScene({ bodies: [minimalGround()], robot, ...changes })));
  return file;
};

const MY_ROBOT = { kind: 'joints', urdf: 'my_robot/urdf/my_robot.urdf', position: [0, 0, 0.5] };

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

describe('a URDF as people write them', () => {
  it('becomes bodies, joints and frames of an episode', () => {
    const scene = readSceneFile(sceneFile({ ...MY_ROBOT, home: { 'Joint-1': 0.5, finger_left: 0.03 } }));
    const { bodies, joints, robot } = sampleEpisode(scene, 0);
    expect(bodies.map(({ name, motion }) => `${name} ${motion}`)).toEqual([
      'finger_left dynamic',
      'finger_right dynamic',
      'ground fixed',
      'link_1 dynamic',
      'world fixed',
    ]);
    expect(joints.map(({ name, kind, parent, child }) => `${name} ${kind} ${parent} ${child}`)).toEqual([
      'finger_left prismatic link_1 finger_left',
      'finger_right prismatic link_1 finger_right',
      'joint_1 revolute world link_1',
    ]);
    expect(robot).toMatchObject({ kind: 'joints', joints: ['joint_1', 'finger_left'], control: 'position' });
    const parts = bodies.find(({ name }) => name === 'world')?.shape;
    expect(parts).toMatchObject({
      parts: [
        { shape: { kind: 'mesh' }, role: 'both', position: [0, 0, 0.1], material: { color: '#cccccc' } },
        { shape: { kind: 'sphere', radius: 0.02 }, role: 'seen', material: { color: '#ff8000' } },
      ],
    });
    expect(bodies[0]?.shape).toMatchObject({ parts: [{ material: { friction: 0.9 } }] });
  });

  it('has an id and a class for every body that it makes', () => {
    const scene = readSceneFile(sceneFile({ ...MY_ROBOT, prefix: 'left' }));
    const names = sampleEpisode(scene, 3).bodies.map(({ name }) => name);
    expect(Object.keys(instanceIds([scene]))).toEqual(names);
    expect(names).toContain('left_link_1');
    expect(classIds([scene])).toEqual({ ground: 1, robot: 2 });
  });

  it('lives on without a disk: the scene brings its files along', () => {
    const scene = readSceneFile(sceneFile(MY_ROBOT));
    const copy = JSON.parse(JSON.stringify(scene));
    expect(sampleEpisode(copy, 5)).toEqual(sampleEpisode(scene, 5));
  });

  it('carries cameras and sensors on its links', () => {
    const camera = {
      name: 'wrist',
      on: 'tool0',
      position: [0, 0, 0],
      look_at: [1, 0, 0],
      fov_deg: 60,
      near: 0.01,
      far: 5,
    };
    const sensors = [{ kind: 'imu', name: 'imu', on: 'tool0', rate_hz: 60, position: [0, 0, 0.1] }];
    const scene = readSceneFile(sceneFile(MY_ROBOT, { cameras: [camera], sensors }));
    const { cameras, sensors: carried } = sampleEpisode(scene, 0);
    expect(cameras[0]?.mount).toMatchObject({ kind: 'body', body: 'link_1' });
    // The tool is 0.2 m ahead of its link.
    expect((cameras[0]!.mount as { bodyFromCamera: readonly number[] }).bodyFromCamera[3]).toBeCloseTo(
      0.2,
      12,
    );
    expect(carried[0]).toMatchObject({ place: { body: 'link_1', position: [0.2, 0, 0.1] } });
  });

  it('says what of it was replaced, ignored and met as what', () => {
    const path = join(folder, 'my_robot/urdf/my_robot.urdf');
    expect(packageFolder(path)).toBe(join(folder, 'my_robot'));
    const files = readRobotFiles('x', { path, folder: packageFolder(path) });
    expect(Object.keys(files)).toEqual(['x', 'x: package://my_robot_description/meshes/visual/Base.stl']);
  });
});

describe('a robot is refused', () => {
  it('whose home is none that its joints can have', () => {
    const read = (home: unknown) => refusal(() => readSceneFile(sceneFile({ ...MY_ROBOT, home }))).message;
    expect(read({ 'Joint-2': 0 })).toMatch(
      /robot\.home\.Joint-2 must name a joint that moves and mimics none/,
    );
    expect(read({ finger_right: 0 })).toMatch('must name a joint that moves and mimics none');
    expect(read({ 'Joint-1': 4 })).toMatch('(-3.14 to 3.14 rad), got 4 rad.');
  });

  it('that shares a name with a body', () => {
    const bodies = [minimalGround(), { ...minimalGround(), name: 'link_1' }];
    const { message } = refusal(() => readSceneFile(sceneFile(MY_ROBOT, { bodies })));
    expect(message).toMatch('bodies[1].name must differ from the robot\'s bodies, got "link_1".');
  });

  it('that would be free without a mass at its root', () => {
    const text = '<robot name="a"><link name="a"/></robot>';
    writeFileSync(join(folder, 'light.urdf'), text);
    const robot = { kind: 'joints', urdf: 'light.urdf', fixed_base: false };
    expect(refusal(() => readSceneFile(sceneFile(robot))).message).toMatch('robot.fixed_base must be true');
  });

  it('that lies, or has meshes, outside of the folder', () => {
    const inside = join(folder, 'inner');
    mkdirSync(inside);
    const naming = (file: string) =>
      `<robot name="a"><link name="a"><visual><geometry><mesh filename="${file}"/></geometry></visual></link></robot>`;
    const base = join(folder, 'my_robot/meshes/visual/Base.stl');
    symlinkSync(base, join(inside, 'link.stl'));
    for (const file of [
      '../my_robot/meshes/visual/Base.stl',
      `file://${base}`,
      'link.stl',
      'package://x/../../etc/passwd',
    ]) {
      writeFileSync(join(inside, 'a.urdf'), naming(file));
      const { code, message } = refusal(() =>
        readRobotFiles('a', { path: join(inside, 'a.urdf'), folder: inside }),
      );
      expect([code, file]).toEqual(['path/outside', file]);
      expect(message).toMatch(`got ${file}.`);
    }
    expect(refusal(() => findRobot('../my_robot/urdf/my_robot.urdf', inside)).code).toBe('path/outside');
    expect(refusal(() => findRobot('robots/none', inside)).code).toBe('file/missing');
  });

  it('whose mesh is missing, with the name of the link', () => {
    rmSync(join(folder, 'my_robot/meshes/visual/Base.stl'));
    const { code, message } = refusal(() => readSceneFile(sceneFile(MY_ROBOT)));
    expect(code).toBe('robot/invalid');
    expect(message).toMatch(
      'my_robot.urdf: link "Base.Link" must name a mesh that is there, got "package://my_robot_description/meshes/visual/Base.stl".',
    );
  });
});
