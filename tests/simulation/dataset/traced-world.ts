import type { BodyBox, Rectangle } from '#src/core/body-box.ts';
import { cameraModel, directionTable, projectToImage } from '#src/core/camera-model.ts';
import { worldFromCameraAt } from '#src/core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '#src/core/episode.ts';
import type { Frame } from '#src/core/frame.ts';
import {
  add,
  dot,
  IDENTITY_QUATERNION,
  invertRigid,
  length,
  type Mat4,
  normalize,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import type { RecordedCamera } from '#src/dataset/recorded-camera.ts';

/** Where a ray meets a body: metres along a ray of any length, and the body's place in the episode. */
type Hit = { readonly t: number; readonly body: number };

const SUN = normalize([0.5, 0.6, -1]);

const positionOf = (state: WorldState, body: number): Vec3 =>
  [0, 1, 2].map((axis) => state.positions[3 * body + axis]) as unknown as Vec3;

/** The nearest body that a ray meets; balls, and the ground at z = 0. `only` leaves one body of all. */
function trace(episode: Episode, state: WorldState, from: Vec3, ray: Vec3, only?: number): Hit | null {
  let nearest: Hit | null = null;
  episode.bodies.forEach(({ shape }, body) => {
    if (only !== undefined && only !== body) return;
    let t = Number.NaN;
    if (shape.kind === 'plane') {
      t = -from[2] / ray[2];
      const [x, y] = add(from, scale(ray, t));
      if (Math.max(Math.abs(x), Math.abs(y)) > shape.size / 2) t = Number.NaN;
    } else if (shape.kind === 'sphere') {
      const away = subtract(from, positionOf(state, body));
      const [a, b] = [dot(ray, ray), dot(away, ray)];
      const root = b * b - a * (dot(away, away) - shape.radius ** 2);
      if (root > 0) t = (-b - Math.sqrt(root)) / a;
    }
    if (t > 1e-6 && (nearest === null || t < nearest.t)) nearest = { t, body };
  });
  return nearest;
}

const directionOf = (m: Mat4, v: Vec3): Vec3 => subtract(transformPoint(m, v), transformPoint(m, [0, 0, 0]));
const channels = (hex: string): Vec3 =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Vec3;

/** What the world is traced from: an episode of balls on a ground, and its states. */
export type TracedWorld = {
  readonly episode: Episode;
  readonly states: readonly WorldState[];
  readonly ids: Readonly<Record<string, number>>;
  readonly classes: Readonly<Record<string, number>>;
};

/** All modalities of one camera's frame, by a ray a pixel: slow, and right to rounding. */
export function traceFrame(
  { episode, states, ids, classes }: TracedWorld,
  recorded: RecordedCamera,
  frame: number,
): Frame {
  const { width, height, every } = recorded;
  const camera = episode.cameras.find(({ name }) => name === recorded.name) as EpisodeCamera;
  const model = cameraModel(camera, width, height);
  const table = directionTable(model);
  const state = states[frame]!;
  const pose = worldFromCameraAt(episode, camera, state);
  const inverse = invertRigid(pose);
  const eye = transformPoint(pose, [0, 0, 0]);
  const pixels = width * height;
  const images = {
    rgb: new Uint8Array(3 * pixels),
    depth_z_m: new Float32Array(pixels),
    instance_id: new Uint16Array(pixels),
    distance_m: new Float32Array(pixels),
    semantic_id: new Uint16Array(pixels),
    normal: new Float32Array(3 * pixels),
    flow_forward: new Float32Array(3 * pixels),
    flow_backward: new Float32Array(3 * pixels),
    occlusion: new Uint8Array(pixels),
    object_coordinates: new Float32Array(3 * pixels),
    albedo: new Uint8Array(3 * pixels),
    shadow: new Uint8Array(pixels),
    sensor_depth_z_m: new Float32Array(pixels),
    rgb_clean: new Uint8Array(3 * pixels),
  };
  /** Flow of a world point on a body to another of the camera's frames, and whether it is hidden there. */
  const move = (point: Vec3, body: number, i: number, to: number): readonly [Vec3, boolean] => {
    const other = states[to];
    if (other === undefined) return [[0, 0, 0], false];
    const moved = add(point, subtract(positionOf(other, body), positionOf(state, body)));
    const otherPose = worldFromCameraAt(episode, camera, other);
    const uv = projectToImage(model, transformPoint(invertRigid(otherPose), moved));
    if (uv === null) return [[0, 0, 0], true];
    const [u, v] = [(i % width) + 0.5, Math.floor(i / width) + 0.5];
    const from = transformPoint(otherPose, [0, 0, 0]);
    const hit = trace(episode, other, from, subtract(moved, from));
    const inside = uv[0] >= 0 && uv[1] >= 0 && uv[0] < width && uv[1] < height;
    return [[uv[0] - u, uv[1] - v, 1], !inside || (hit !== null && hit.t < 1 - 1e-3)];
  };
  for (let i = 0; i < pixels; i++) {
    const local: Vec3 = [table[2 * i]!, table[2 * i + 1]!, 1];
    const ray = directionOf(pose, local);
    const hit = trace(episode, state, eye, ray);
    const background = 200 - (80 * i) / pixels;
    const paint = (image: Uint8Array, color: Vec3): void => image.set(color, 3 * i);
    if (hit === null) {
      paint(images.rgb, [background, background + 10, background + 25]);
      paint(images.rgb_clean, [background, background + 10, background + 25]);
      continue;
    }
    const { shape, material, name, class: kind } = episode.bodies[hit.body]!;
    const point = add(eye, scale(ray, hit.t));
    const center = positionOf(state, hit.body);
    const normal: Vec3 = shape.kind === 'sphere' ? normalize(subtract(point, center)) : [0, 0, 1];
    const lit = trace(episode, state, add(point, scale(normal, 1e-4)), scale(SUN, -1)) === null;
    const size = shape.kind === 'sphere' ? 2 * shape.radius : shape.kind === 'plane' ? shape.size : 1;
    const tile = shape.kind === 'plane' && (Math.floor(point[0] / 0.5) + Math.floor(point[1] / 0.5)) & 1;
    const base = channels(material.color).map((value) => value * (tile ? 0.8 : 1)) as unknown as Vec3;
    const light = 0.35 + (lit ? 0.65 * Math.max(0, -dot(normal, SUN)) : 0);
    const color = scale(base, light);
    const noise = ((i * 7919 + frame * 104_729) % 31) - 15;
    paint(images.rgb_clean, color);
    paint(images.rgb, color.map((value) => Math.max(0, Math.min(255, value + noise))) as unknown as Vec3);
    paint(images.albedo, base);
    images.depth_z_m[i] = hit.t;
    images.distance_m[i] = hit.t * length(local);
    images.sensor_depth_z_m[i] = (i * 31 + frame) % 40 === 0 ? 0 : hit.t * (1 + noise / 2000);
    images.instance_id[i] = ids[name]!;
    images.semantic_id[i] = classes[kind]!;
    images.normal.set(directionOf(inverse, normal), 3 * i);
    images.shadow[i] = lit ? 0 : 255;
    const offset = scale(subtract(point, center), 1 / size);
    images.object_coordinates.set([offset[0] + 0.5, offset[1] + 0.5, offset[2] + 0.5], 3 * i);
    const [forward, hidden] = move(point, hit.body, i, frame + every);
    images.flow_forward.set(forward, 3 * i);
    images.flow_backward.set(move(point, hit.body, i, frame - every)[0], 3 * i);
    images.occlusion[i] = hidden ? 1 : 0;
  }
  const view = { pose, inverse, eye, table, width };
  const boxes = episode.bodies.map((_, body) =>
    traceBox(episode, state, ids, images.instance_id, view, body),
  );
  return { width, height, images, boxes };
}

type View = {
  readonly pose: Mat4;
  readonly inverse: Mat4;
  readonly eye: Vec3;
  readonly table: Float32Array;
  readonly width: number;
};

function bounds(mask: readonly boolean[], width: number): Rectangle | null {
  const seen = mask.flatMap((on, i) => (on ? [[i % width, Math.floor(i / width)] as const] : []));
  if (seen.length === 0) return null;
  const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
}

function traceBox(
  episode: Episode,
  state: WorldState,
  ids: TracedWorld['ids'],
  seen: Uint16Array,
  { pose, inverse, eye, table, width }: View,
  body: number,
): BodyBox {
  const { shape, name } = episode.bodies[body]!;
  const id = ids[name]!;
  const visible = Array.from(seen, (value) => value === id);
  const alone = visible.map((_, i) => {
    const ray = directionOf(pose, [table[2 * i]!, table[2 * i + 1]!, 1]);
    return trace(episode, state, eye, ray, body) !== null;
  });
  const [visiblePixels, unoccludedPixels] = [visible, alone].map((mask) => mask.filter((on) => on).length);
  const half = shape.kind === 'sphere' ? shape.radius : shape.kind === 'plane' ? shape.size / 2 : 0;
  const worldCenter = positionOf(state, body);
  return {
    instanceId: id,
    visibleBox: bounds(visible, width),
    amodalBox: bounds(alone, width),
    halfSize: [half, half, shape.kind === 'plane' ? 0 : half],
    worldCenter,
    worldOrientation: IDENTITY_QUATERNION,
    cameraCenter: transformPoint(inverse, worldCenter),
    cameraOrientation: quaternionOf(inverse),
    visiblePixels: visiblePixels!,
    unoccludedPixels: unoccludedPixels!,
    visibility: unoccludedPixels === 0 ? 0 : visiblePixels! / unoccludedPixels!,
    truncation: unoccludedPixels === 0 ? null : 0,
  };
}

/** The rotation of a rigid transform whose trace is not −1. */
function quaternionOf(m: Mat4): readonly [number, number, number, number] {
  const at = (row: number, column: number): number => m[4 * row + column]!;
  const w = Math.sqrt(Math.max(1e-12, 1 + at(0, 0) + at(1, 1) + at(2, 2))) / 2;
  const x = (at(2, 1) - at(1, 2)) / (4 * w);
  return [x, (at(0, 2) - at(2, 0)) / (4 * w), (at(1, 0) - at(0, 1)) / (4 * w), w];
}
