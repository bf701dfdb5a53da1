import { carrierNames } from './carrier.ts';
import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import { LIDAR_MIN_RANGE } from './sample-sensor.ts';
import { formatValue, type Refuse, type ScenePath } from './scene-error.ts';

type DrawnSensor = DrawnScene['sensors'][number];

/** How far from 1 the length of a quaternion may be that is meant to be a unit one. */
const UNIT_TOLERANCE = 1e-3;

/**
 * Checks what no single field of a sensor can say: the body that it rides on, its rate against that of
 * the physics, the ends of its ranges.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkSensors(scene: DrawnScene, physicsRate: number, refuse: Refuse): void {
  const bodies = carrierNames(scene);
  const joints = [...scene.joints, ...(scene.robotParts?.joints ?? [])].map(({ name }) => name);
  scene.sensors.forEach((sensor, i) => {
    const path: ScenePath = ['sensors', i];
    if ('on' in sensor && sensor.on !== undefined && !bodies.includes(sensor.on)) {
      const hint = bodies.length === 0 ? 'Leave it out.' : `Did you mean "${nearest(sensor.on, bodies)}"?`;
      throw refuse([...path, 'on'], `must name a body, got "${sensor.on}".`, hint);
    }
    if (physicsRate % sensor.rate_hz !== 0) {
      const rule = `must divide the physics rate (${physicsRate} Hz), got ${sensor.rate_hz} Hz.`;
      throw refuse([...path, 'rate_hz'], rule, `Take ${nearestDivisors(physicsRate, sensor.rate_hz)}.`);
    }
    if (sensor.kind === 'encoder' || sensor.kind === 'odometry')
      checkJointsRead(sensor, joints, path, refuse);
    if (!('orientation' in sensor)) return;
    checkOrientation(sensor.orientation, path, refuse);
    if (sensor.kind === 'lidar') checkBounds(sensor, path, refuse);
  });
}

function checkJointsRead(
  sensor: Extract<DrawnSensor, { kind: 'encoder' | 'odometry' }>,
  joints: readonly string[],
  path: ScenePath,
  refuse: Refuse,
): void {
  const read: readonly (readonly [field: ScenePath, joint: string])[] =
    sensor.kind === 'encoder'
      ? (sensor.joints ?? []).map((joint, i) => [['joints', i], joint])
      : [
          [['left'], sensor.left],
          [['right'], sensor.right],
        ];
  const unknown = read.find(([, joint]) => !joints.includes(joint));
  if (joints.length > 0 && unknown === undefined) return;
  const [field, joint] = unknown ?? [[], 'none'];
  const hint =
    joints.length === 0 ? 'Remove it, or add joints.' : `Did you mean "${nearest(joint, joints)}"?`;
  throw refuse([...path, ...field], `must read joints of the scene, got "${joint}".`, hint);
}

/** The divisors of `rate` on both sides of `wanted`, as words. */
function nearestDivisors(rate: number, wanted: number): string {
  const divisors = Array.from({ length: rate }, (_, i) => i + 1).filter((d) => rate % d === 0);
  const below = divisors.filter((d) => d < wanted).at(-1);
  const above = divisors.find((d) => d > wanted);
  return [below, above].filter((d) => d !== undefined).join(' or ');
}

function checkOrientation(q: readonly number[] | undefined, path: ScenePath, refuse: Refuse): void {
  if (q === undefined) return;
  const length = Math.sqrt(q.reduce((sum, x) => sum + x * x, 0));
  if (Math.abs(length - 1) <= UNIT_TOLERANCE) return;
  const got = Number(length.toPrecision(4));
  const rule = `must be a unit quaternion [x, y, z, w] (length 1 ± ${UNIT_TOLERANCE}), got length ${got}.`;
  throw refuse([...path, 'orientation'], rule, 'Divide it by its length.');
}

function checkBounds(lidar: Extract<DrawnSensor, { kind: 'lidar' }>, path: ScenePath, refuse: Refuse): void {
  const [low, high] = lidar.elevation_deg;
  if (!(low < high)) {
    const rule = `must be written lowest ring first, got ${formatValue(lidar.elevation_deg)} °.`;
    throw refuse([...path, 'elevation_deg'], rule, 'Swap its ends, or set them apart.');
  }
  const least = lidar.min_range ?? LIDAR_MIN_RANGE;
  if (!(least < lidar.max_range)) {
    const rule = `must be > min_range (${least} m), got ${lidar.max_range} m.`;
    throw refuse([...path, 'max_range'], rule, 'Set max_range beyond min_range.');
  }
}
