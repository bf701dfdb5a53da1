import { expect, it } from 'vitest';
import { cameraModel } from '#src/core/camera-model.ts';
import { bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import type { ImageModality } from '#src/core/frame.ts';
import { joinDecor, joinDecorState } from '#src/core/join-decor.ts';
import {
  conjugate,
  dot,
  poseMatrix,
  type Quaternion,
  rotate,
  scale,
  subtract,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';
import type { MeshShape } from '#src/core/shape.ts';
import { triangleCorners, triangleNormal } from '#src/core/triangle-normal.ts';
import { createRayCaster } from '#src/physics/ray-caster.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { drawFrame } from '../../fixtures/draw-frame.ts';
import { shapedScene } from '../../fixtures/shaped-scene.ts';
import { useRenderer } from '../../fixtures/use-renderer.ts';
import { castView, emptyView, throughPixel } from './ray-view.ts';

const SIZE = 96;
const MODALITIES = ['rgb', 'depth_z_m', 'instance_id', 'normal', 'object_coordinates', 'boxes'] as const;

const held = useRenderer();

const startOf = ({ bodies }: Episode): WorldState => ({
  step: 0,
  positions: Float64Array.from(bodies.flatMap(({ position }) => position)),
  orientations: Float64Array.from(bodies.flatMap(({ orientation }) => orientation)),
  linearVelocities: new Float64Array(3 * bodies.length),
  angularVelocities: new Float64Array(3 * bodies.length),
});

async function drawn(changes: Readonly<Record<string, unknown>> = {}) {
  const scene = parseScene(shapedScene(changes), 'shapes.json');
  const episode = sampleEpisode(scene, 0);
  const ids = instanceIds([scene]);
  const state = startOf(episode);
  const frame = await drawFrame(held.renderer, episode, ids, state, SIZE, [...MODALITIES]);
  const whole = joinDecor(episode);
  const view = emptyView(whole, ids, episode.cameras[0]!, joinDecorState(episode, state), SIZE);
  return { episode: whole, ids, frame, view };
}

const image = (frame: Awaited<ReturnType<typeof drawFrame>>, modality: ImageModality) =>
  frame.images[modality]!;

/** Whether all eight neighbours show the same body at about the same depth. */
function isInside(ids: ArrayLike<number>, i: number): boolean {
  const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
  if (x < 1 || y < 1 || x > SIZE - 2 || y > SIZE - 2) return false;
  return [-SIZE - 1, -SIZE, -SIZE + 1, -1, 1, SIZE - 1, SIZE, SIZE + 1].every(
    (step) => ids[i + step] === ids[i],
  );
}

it('draws meshes and the parts of compounds where rays meet them', async () => {
  const { episode, ids, frame, view } = await drawn();
  const rays = createRayCaster(episode);
  const cast = castView(view, rays);
  rays.dispose();
  const [depth, id] = [image(frame, 'depth_z_m'), image(frame, 'instance_id')];
  const counts = new Map<number, number>();
  let wrong = 0;
  for (let i = 0; i < SIZE * SIZE; i++) {
    if (!isInside(id, i)) continue;
    counts.set(id[i]!, (counts.get(id[i]!) ?? 0) + 1);
    // Between two parts of one body depth may leap within a pixel.
    if (id[i] !== cast.instanceId[i] || Math.abs(depth[i]! - cast.depthZ[i]!) > 2e-4 * cast.depthZ[i]! + 5e-4)
      wrong++;
  }
  for (const name of ['table', 'angle', 'pipe', 'wall', 'ghost'])
    expect(counts.get(ids[name]!), name).toBeGreaterThan(20);
  expect(wrong).toBeLessThanOrEqual(SIZE * SIZE * 1e-3);
});

it("draws a mesh's depth and normals exactly", async () => {
  const { episode, ids, frame, view } = await drawn();
  let compared = 0;
  for (const name of ['angle', 'pipe']) {
    const body = episode.bodies[bodyIndex(episode, name)]!;
    const { mesh } = body.shape as MeshShape;
    const inverse = conjugate(body.orientation);
    const intoCamera = (v: Vec3): Vec3 => {
      const m = view.worldFromCamera;
      const column = (k: number): Vec3 => [m[k], m[k + 4], m[k + 8]] as unknown as Vec3;
      const world = rotate(body.orientation, v);
      return [dot(column(0), world), dot(column(1), world), dot(column(2), world)];
    };
    for (let i = 0; i < SIZE * SIZE; i++) {
      if (image(frame, 'instance_id')[i] !== ids[name] || !isInside(image(frame, 'instance_id'), i)) continue;
      const [origin, direction] = throughPixel(view.worldFromCamera, view.directions, i);
      const from = rotate(inverse, subtract(origin, body.position));
      const hits = hitsOf(mesh, from, rotate(inverse, direction));
      const first = hits[0];
      if (first === undefined) continue;
      // Beside an edge of the mesh the rasteriser may show the other face.
      const shown = [0, 1, 2].map((k) => image(frame, 'normal')[3 * i + k]!) as unknown as Vec3;
      const cosine = dot(shown, intoCamera(triangleNormal(mesh, first.triangle)));
      if (cosine < 0.9999 && first.room < 0.01) continue;
      expect(cosine, `${name} ${i}`).toBeGreaterThan(0.9999);
      expect(Math.abs(image(frame, 'depth_z_m')[i]! - first.t)).toBeLessThan(1e-5 * first.t + 2e-5);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(500);
});

/** Every triangle that a ray meets from outside, nearest first, by trying all. */
function hitsOf(mesh: MeshShape['mesh'], origin: Vec3, direction: Vec3) {
  return Array.from({ length: mesh.indices.length / 3 }, (_, triangle) => {
    const [a, b, c] = triangleCorners(mesh, triangle);
    const normal = triangleNormal(mesh, triangle);
    const t = dot(subtract(a, origin), normal) / dot(direction, normal);
    const p = [0, 1, 2].map((k) => origin[k]! + t * direction[k]!) as unknown as Vec3;
    // How far inside of each edge the point lies, metres.
    const rooms = [
      [a, b],
      [b, c],
      [c, a],
    ].map(([from, to]) => {
      const along = subtract(to!, from!);
      const inwards: Vec3 = [
        normal[1] * along[2] - normal[2] * along[1],
        normal[2] * along[0] - normal[0] * along[2],
        normal[0] * along[1] - normal[1] * along[0],
      ];
      return dot(subtract(p, from!), scale(inwards, 1 / Math.hypot(...inwards)));
    });
    return { triangle, t, room: Math.min(...rooms), facing: dot(direction, normal) < 0 };
  })
    .filter(({ room, facing, t }) => facing && room >= 0 && t > 0)
    .sort((p, q) => p.t - q.t);
}

it('measures boxes and object coordinates about what is seen of a body', async () => {
  const { episode, ids, frame, view } = await drawn();
  for (const name of ['table', 'angle', 'pipe']) {
    const body = episode.bodies[bodyIndex(episode, name)]!;
    const box = frame.boxes!.find(({ instanceId }) => instanceId === ids[name])!;
    const boxFromWorld = (p: Vec3): Vec3 =>
      rotate(conjugate(box.worldOrientation as Quaternion), subtract(p, box.worldCenter));
    const [low, high] = [
      [1, 1, 1],
      [-1, -1, -1],
    ];
    let pixels = 0;
    for (let i = 0; i < SIZE * SIZE; i++) {
      if (image(frame, 'instance_id')[i] !== ids[name]) continue;
      const z = image(frame, 'depth_z_m')[i]!;
      const seen: Vec3 = [view.directions[2 * i]! * z, view.directions[2 * i + 1]! * z, z];
      const within = boxFromWorld(transformPoint(view.worldFromCamera, seen));
      within.forEach((x, k) => {
        const share = x / box.halfSize[k]! / 2 + 0.5;
        expect(image(frame, 'object_coordinates')[3 * i + k]!).toBeCloseTo(
          Math.min(Math.max(share, 0), 1),
          4,
        );
        expect(Math.abs(share - 0.5)).toBeLessThan(0.503);
        low[k] = Math.min(low[k]!, share);
        high[k] = Math.max(high[k]!, share);
      });
      pixels++;
    }
    // What is seen of it reaches across most of its box.
    for (const k of [0, 1, 2]) expect(high[k]! - low[k]!, `${name} ${k}`).toBeGreaterThan(0.7);
    expect(box.visiblePixels).toBe(pixels);
    const cameraFromBox = poseMatrix(box.cameraCenter, box.cameraOrientation);
    const inWorld = transformPoint(view.worldFromCamera, transformPoint(cameraFromBox, [0, 0, 0]));
    for (const k of [0, 1, 2]) expect(inWorld[k]).toBeCloseTo(box.worldCenter[k]!, 6);
    expect(rotate(conjugate(body.orientation), subtract(box.worldCenter, body.position))[2]).not.toBe(0);
  }
});

it('counts and bounds the pixels of a body that stands alone', async () => {
  const { ids, frame } = await drawn();
  const scene = shapedScene();
  const bodies = scene['bodies'] as readonly { name: string }[];
  for (const name of ['table', 'angle', 'pipe']) {
    const alone = await drawn({ bodies: bodies.filter((body) => body.name === name) });
    const id = alone.ids[name]!;
    const box = frame.boxes!.find(({ instanceId }) => instanceId === ids[name])!;
    const pixels = Array.from(image(alone.frame, 'instance_id')).flatMap((one, i) => (one === id ? [i] : []));
    const [us, vs] = [pixels.map((i) => i % SIZE), pixels.map((i) => Math.floor(i / SIZE))];
    expect(Math.abs(box.unoccludedPixels - pixels.length)).toBeLessThanOrEqual(2 + 0.01 * pixels.length);
    const [left, top, right, bottom] = box.amodalBox!;
    for (const [edge, pixel] of [
      [left, Math.min(...us)],
      [top, Math.min(...vs)],
      [right, Math.max(...us) + 1],
      [bottom, Math.max(...vs) + 1],
    ] as const) {
      const inImage = Math.min(Math.max(edge, 0), SIZE);
      expect(Math.abs(inImage - pixel), name).toBeLessThan(1.05);
    }
  }
});

it('keeps a camera model for shapes off their origin behind it', async () => {
  const { frame, episode, ids } = await drawn({
    cameras: [
      { name: 'front', position: [0, 1.2, 0.5], look_at: [0, 3, 0.5], fov_deg: 50, near: 0.1, far: 20 },
    ],
  });
  expect(cameraModel(episode.cameras[0]!, SIZE, SIZE).lens.kind).toBe('pinhole');
  const box = frame.boxes!.find(({ instanceId }) => instanceId === ids['pipe'])!;
  expect(box.amodalBox).toBeNull();
  expect(box.halfSize[0]).toBeGreaterThan(0.8);
});
