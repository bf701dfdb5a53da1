import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov } from '#src/core/camera.ts';
import { type CameraModel, directionAt } from '#src/core/camera-model.ts';
import type { Lens } from '#src/core/lens.ts';
import {
  dot,
  length,
  type Mat4,
  normalize,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import { srgbOfLight } from '#src/core/srgb-light.ts';
import { type LensFace, lensFaces, NO_FACE } from '#src/render/lens-faces.ts';
import { lensGather } from '#src/render/lens-gather.ts';
import { gatherLabels } from '#src/render/lens-gather-labels.ts';
import { gatherRgb } from '#src/render/lens-gather-rgb.ts';

/** What a ray from the camera meets, in the camera's frame. */
type Hit = { readonly id: number; readonly point: Vec3; readonly normal: Vec3 };

const BALL: Vec3 = [0.3, -0.1, 3];
const BALL_RADIUS = 0.6;

/** A grazing floor 1 m below, a leaning wall, and a ball; what is farther than 60 m is nothing. */
function cast(direction: Vec3): Hit | null {
  const hits: Hit[] = [];
  const plane = (id: number, normal: Vec3, offset: number): void => {
    const t = offset / dot(normal, direction);
    if (t > 0 && t * length(direction) < 60) hits.push({ id, point: scale(direction, t), normal });
  };
  plane(1, [0, -1, 0], -1);
  plane(2, normalize([-0.2, 0.1, -1]), -6);
  const unit = normalize(direction);
  const along = dot(unit, BALL);
  const inside = BALL_RADIUS ** 2 - (dot(BALL, BALL) - along * along);
  if (inside > 0) {
    const point = scale(unit, along - Math.sqrt(inside));
    hits.push({ id: 3, point, normal: normalize(subtract(point, BALL)) });
  }
  hits.sort((a, b) => length(a.point) - length(b.point));
  return hits[0] ?? null;
}

/** Light that changes slowly with the direction. */
const lightOf = (direction: Vec3): Vec3 => {
  const [x, y, z] = normalize(direction);
  return [0.5 + 0.4 * x, 0.5 + 0.4 * y, 0.5 + 0.4 * Math.sin(2 * z)];
};

const turn = (m: Mat4, v: Vec3): Vec3 => transformPoint(m, v);
const back = (m: Mat4, [x, y, z]: Vec3): Vec3 => {
  const row = (k: number): number =>
    (m[k] as number) * x + (m[k + 4] as number) * y + (m[k + 8] as number) * z;
  return [row(0), row(1), row(2)];
};

function drawFace({ cameraFromFace, intrinsics: k }: LensFace) {
  const pixels = k.width * k.height;
  const rgb = new Uint8Array(pixels * 3);
  const depth = new Float32Array(pixels);
  const ids = new Uint16Array(pixels);
  const normal = new Float32Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const x = ((i % k.width) + 0.5 - k.cx) / k.fx;
    const y = (Math.floor(i / k.width) + 0.5 - k.cy) / k.fy;
    const direction = turn(cameraFromFace, [x, y, 1]);
    rgb.set(lightOf(direction).map(srgbOfLight), 3 * i);
    const hit = cast(direction);
    if (hit === null) continue;
    ids[i] = hit.id;
    depth[i] = back(cameraFromFace, hit.point)[2];
    normal.set(back(cameraFromFace, hit.normal), 3 * i);
  }
  return { rgb, depth_z_m: depth, instance_id: ids, normal, shadow: new Uint8Array(pixels).fill(7) };
}

const brown: Lens = { kind: 'brown-conrady', k1: -0.2, k2: 0.05, p1: 0.002, p2: -0.001, k3: 0 };
const fisheye: Lens = { kind: 'fisheye', k1: -0.02, k2: 0, k3: 0, k4: 0 };
const cases: [what: string, model: CameraModel, maxTileSide: number, faces: number][] = [
  ['Brown–Conrady', { intrinsics: intrinsicsFromFov(60, 96, 72), lens: brown }, 2048, 1],
  ['Brown–Conrady in tiles', { intrinsics: intrinsicsFromFov(60, 96, 72), lens: brown }, 100, 12],
  ['a fisheye of 85°', { intrinsics: intrinsicsFromFov(112, 256, 192), lens: fisheye }, 2048, 5],
];

describe.each(cases)('a picture through %s', (_, model, maxTileSide, count) => {
  const lens = lensFaces(model, maxTileSide);
  const gather = lensGather(lens);
  const faces = lens.faces.map(drawFace);
  const labels = gatherLabels(gather, faces);
  const rgb = gatherRgb(
    gather,
    faces.map((face) => face.rgb),
  );
  const { width, height } = model.intrinsics;
  const directions = Array.from({ length: width * height }, (_, i): Vec3 | null => {
    const seen = directionAt(model, (i % width) + 0.5, Math.floor(i / width) + 0.5);
    return seen === null ? null : [...seen, 1];
  });
  const truth = directions.map((direction) => direction && cast(direction));
  const isInside = (i: number): boolean =>
    [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].every(
      (step) => truth[i + step]?.id === truth[i]?.id,
    );
  const inner = truth.map((_, i) => i).filter((i) => truth[i] !== null && isInside(i));

  it('has few faces, none longer than allowed, and all pixels within them', () => {
    expect(lens.faces).toHaveLength(count);
    for (const { intrinsics: k } of lens.faces) {
      expect(Math.max(k.width, k.height)).toBeLessThanOrEqual(maxTileSide);
    }
    const outside = [...lens.faceOf].filter((face, i) => {
      if (face === NO_FACE) return directions[i] !== null;
      const { width: w, height: h } = (lens.faces[face] as LensFace).intrinsics;
      const at = gather.samples.subarray(8 * i, 8 * i + 8);
      return !at.every((place, s) => place >= 0 && place < (s % 2 === 0 ? w : h) - 1);
    });
    expect(outside).toEqual([]);
  });

  it('takes its labels from within a quarter of a pixel along each axis', () => {
    let worst = 0;
    directions.forEach((direction, i) => {
      if (direction === null) return;
      const { cameraFromFace, intrinsics: k } = lens.faces[lens.faceOf[i] as number] as LensFace;
      const at = gather.nearest[i] as number;
      const x = ((at % k.width) + 0.5 - k.cx) / k.fx;
      const y = (Math.floor(at / k.width) + 0.5 - k.cy) / k.fy;
      const sampled = normalize(turn(cameraFromFace, [x, y, 1]));
      const angle = Math.acos(Math.min(1, dot(sampled, normalize(direction))));
      const beside = directions[i + 1] ?? directions[i - 1];
      const below = directions[i + width] ?? directions[i - width];
      if (beside == null || below == null) return;
      const step = (other: Vec3): number => Math.acos(dot(normalize(other), normalize(direction)));
      worst = Math.max(worst, angle / Math.max(step(beside), step(below)));
    });
    expect(worst).toBeLessThan(0.25 * Math.SQRT2 + 0.01);
  });

  it('shows what its rays meet', () => {
    let wrong = 0;
    let [flat, round, bent] = [0, 0, 0];
    for (const i of inner) {
      const hit = truth[i] as Hit;
      if (labels.instance_id[i] !== hit.id) wrong++;
      const error = Math.abs((labels.depth_z_m[i] as number) / hit.point[2] - 1);
      if (hit.id === 3) round = Math.max(round, error);
      else flat = Math.max(flat, error);
      const normal = Array.from(labels.normal.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
      if (hit.id !== 3) bent = Math.max(bent, length(subtract(normal, hit.normal)));
    }
    expect(wrong).toBe(0);
    expect(flat).toBeLessThan(1e-6);
    expect(round).toBeLessThan(0.002);
    expect(bent).toBeLessThan(1e-6);
    expect(labels.shadow?.every((share, i) => share === (directions[i] === null ? 0 : 7))).toBe(true);
    expect(labels.albedo).toBeUndefined();
  });

  it('has the light of its rays, within one step of a byte', () => {
    const expected = directions.flatMap((direction) =>
      direction === null ? [0, 0, 0] : lightOf(direction).map(srgbOfLight),
    );
    expect(expected.filter((byte, i) => Math.abs(byte - (rgb[i] as number)) > 1)).toEqual([]);
  });

  it('is zero where the lens shows nothing', () => {
    const blind = directions.flatMap((direction, i) => (direction === null ? [i] : []));
    const shown = blind.filter(
      (i) => labels.instance_id[i] !== 0 || labels.depth_z_m[i] !== 0 || labels.normal[3 * i] !== 0,
    );
    expect(shown).toEqual([]);
  });
});
