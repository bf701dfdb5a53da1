import sharp, { type OverlayOptions } from 'sharp';
import { add, scale, type Vec3 } from '../../core/pose.ts';
import { writeFileSynced } from '../../media/write-file.ts';
import { parseScene } from '../../scene/load-scene.ts';
import { sampleEpisode } from '../../scene/sample-episode.ts';
import { farthestPoint } from '../../scene/shape-support.ts';
import type { SceneFiles } from '../../scene/urdf/scene-files.ts';
import { type SceneRobot, sceneAssembly, sceneRobot } from '../../scene/urdf/scene-robot.ts';
import { type DriverChoice, openSimulator } from '../../simulator/open-simulator-node.ts';

const EDGE = 384;
const GAP = 6;
const FOV_DEG = 30;

/** Whence a robot is looked at: from ahead, from its left, and from ahead and to the right above. */
const SIDES: Readonly<Record<string, Vec3>> = {
  front: [1, 0, 0.08],
  left: [0, 1, 0.08],
  oblique: [0.72, -0.6, 0.35],
};

/** How far its joints are from 0, or the nearest position that they may have, to their upper limits. */
const POSES = [0, 0.3];

/**
 * Draws a robot from three sides, with its joints at 0 and, below, part of the way to their limits.
 *
 * @param urdf - Its name in `files`.
 * @param file - The PNG to write.
 * @throws {@link ToolkitError} `device/missing`, `file/write`, and whatever the robot is refused for.
 */
export async function drawRobotSheet(
  urdf: string,
  files: SceneFiles,
  file: string,
  driver: DriverChoice = 'auto',
): Promise<void> {
  const { joints } = sceneAssembly({ urdf }, files, urdf);
  const poses = joints.some(({ limits }) => limits !== null) ? POSES : [0];
  const simulator = await openSimulator(driver);
  const tiles: OverlayOptions[] = [];
  try {
    for (const [row, share] of poses.entries()) {
      const scene = parseScene(sceneOf(urdf, files, share), urdf);
      const options = {
        width: EDGE,
        height: EDGE,
        frames: 1,
        fps: 24,
        policy: () => null,
        ids: {},
        classIds: {},
      };
      const cameras = Object.keys(SIDES);
      const played = simulator.play(sampleEpisode(scene, 0), { ...options, cameras, modalities: ['rgb'] });
      for await (const { views } of played) {
        for (const [column, camera] of cameras.entries()) {
          const raw = { width: EDGE, height: EDGE, channels: 3 } as const;
          const input = await sharp(views[camera]?.images.rgb as Uint8Array, { raw })
            .png()
            .toBuffer();
          tiles.push({ input, left: column * (EDGE + GAP), top: row * (EDGE + GAP) });
        }
      }
    }
  } finally {
    simulator.close();
  }
  const [width, height] = [SIDES, poses].map((each) => Object.keys(each).length * (EDGE + GAP) - GAP);
  const sheet = await sharp({
    create: { width: width as number, height: height as number, channels: 3, background: '#ffffff' },
  })
    .composite(tiles)
    .png({ compressionLevel: 9 })
    .toBuffer();
  await writeFileSynced(file, sheet);
}

/** A scene around a robot on the ground, its joints that share of the way to their upper limits. */
function sceneOf(urdf: string, files: SceneFiles, share: number): unknown {
  const named = { urdf, prefix: 'shown' };
  const { joints, jointNames } = sceneAssembly(named, files, urdf);
  const home = Object.fromEntries(
    joints.flatMap(({ name, limits, mimic }) => {
      if (limits === null || mimic !== null) return [];
      const start = Math.min(Math.max(0, limits[0]), limits[1]);
      return [[jointNames.get(name) as string, start + share * (limits[1] - start)]];
    }),
  );
  const { low, high } = bounds(sceneRobot({ ...named, home }, files, urdf));
  const middle = scale(add(low, high), 0.5);
  const radius = Math.max(
    0.02,
    Math.sqrt(high.reduce((sum, x, k) => sum + (x - (middle[k] as number)) ** 2, 0)),
  );
  const away = radius / Math.sin((FOV_DEG * Math.PI) / 360);
  return {
    ...{ version: 1, name: 'robot', summary: 'A robot.', gravity: [0, 0, -9.81] },
    materials: { floor: { density: 1000, friction: 0.8, restitution: 0, color: '#9aa3ad', roughness: 0.9 } },
    bodies: [
      {
        ...{
          name: 'floor',
          shape: { kind: 'plane', size: Math.min(40 * radius, 10_000) },
          material: 'floor',
        },
        ...{ motion: 'fixed', position: [0, 0, low[2]] },
      },
    ],
    lights: [
      { kind: 'ambient', intensity: 0.55 },
      { kind: 'sun', intensity: 1.1, direction: [-0.5, 0.45, -1] },
    ],
    sky: { zenith: '#8fb0d6', horizon: '#e9eef3', ground: '#8a9097' },
    cameras: Object.entries(SIDES).map(([name, side]) => ({
      ...{ name, position: add(middle, scale(side, away)), look_at: middle, fov_deg: FOV_DEG },
      ...{ near: away / 50, far: 40 * away },
    })),
    robot: { kind: 'joints', ...named, home },
    files,
  };
}

function bounds({ bodies }: SceneRobot): { low: Vec3; high: Vec3 } {
  const reach = (axis: 0 | 1 | 2, way: 1 | -1): number => {
    const direction: Vec3 = [axis === 0 ? way : 0, axis === 1 ? way : 0, axis === 2 ? way : 0];
    return way * Math.max(...bodies.map((body) => way * farthestPoint(body, direction)[axis]));
  };
  return {
    low: [reach(0, -1), reach(1, -1), reach(2, -1)],
    high: [reach(0, 1), reach(1, 1), reach(2, 1)],
  };
}
