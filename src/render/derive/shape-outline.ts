import { cross, dot, length, normalize, scale, subtract, type Vec3 } from '../../core/pose.ts';
import type { Mesh, SimpleShape } from '../../core/shape.ts';
import { meshVertex } from '../../core/triangle-normal.ts';

/** Points of a closed curve that are looked at; a line is one that goes to and fro. */
export const CURVE_SAMPLES = 32;

/**
 * The points center + cos t · a + sin t · b, metres, at `samples` even steps of t (which divide
 * {@link CURVE_SAMPLES}); where b is 0 it is the line from center − a to center + a.
 */
export type Curve = { readonly center: Vec3; readonly a: Vec3; readonly b: Vec3; readonly samples: number };

/**
 * Curves on a shape's surface, in its own frame, that reach as far in any direction of the image as
 * the whole shape does, seen from `camera` (its frame). Where lines stay straight (`bends` false) the
 * ends of edges and sides are enough.
 *
 * @returns `null` where the camera is inside a ball of the shape.
 */
export function shapeOutline(shape: SimpleShape, camera: Vec3, bends: boolean): readonly Curve[] | null {
  switch (shape.kind) {
    case 'box':
      return boxEdges(shape.size, bends);
    case 'plane':
      return boxEdges([shape.size, shape.size, 0], bends);
    case 'sphere':
      return outlinesOfBalls([0], shape.radius, camera);
    case 'capsule': {
      const ends = outlinesOfBalls([-shape.height / 2, shape.height / 2], shape.radius, camera);
      return ends === null || !bends ? ends : [...ends, ...tubeSides(shape.radius, shape.height, camera)];
    }
    case 'cylinder': {
      const rims = tubeRims(shape.radius, shape.height);
      return bends ? [...rims, ...tubeSides(shape.radius, shape.height, camera)] : rims;
    }
    case 'mesh':
      return [...corners(shape.mesh), ...(bends ? longEdges(shape.mesh, camera) : [])];
  }
}

const line = (center: Vec3, a: Vec3, bends: boolean): Curve => {
  return { center, a, b: [0, 0, 0], samples: bends ? CURVE_SAMPLES / 2 : 2 };
};

/** Each corner as a line without a length. */
function corners(mesh: Mesh): readonly Curve[] {
  const nowhere: Vec3 = [0, 0, 0];
  return Array.from({ length: mesh.positions.length / 3 }, (_, i) => {
    return { center: meshVertex(mesh, i), a: nowhere, b: nowhere, samples: 1 };
  });
}

/** An edge that spans a smaller angle than this bends by less than its square ÷ 8 of the focal length. */
const SHORT_EDGE = 0.02;

function longEdges(mesh: Mesh, camera: Vec3): readonly Curve[] {
  const { indices } = mesh;
  const edges: Curve[] = [];
  for (let i = 0; i < indices.length; i++) {
    const [from, to] = [indices[i]!, indices[i % 3 === 2 ? i - 2 : i + 1]!];
    const [p, q] = [meshVertex(mesh, from), meshVertex(mesh, to)];
    const half = scale(subtract(q, p), 0.5);
    if (2 * length(half) < SHORT_EDGE * length(subtract(p, camera))) continue;
    edges.push(line(subtract(q, half), half, true));
  }
  return edges;
}

function boxEdges(size: Vec3, bends: boolean): readonly Curve[] {
  const [x, y, z] = scale(size, 0.5);
  const edges: Curve[] = [];
  for (const s of [-1, 1]) {
    for (const t of [-1, 1]) {
      edges.push(line([0, s * y, t * z], [x, 0, 0], bends));
      if (!bends) continue;
      edges.push(line([s * x, 0, t * z], [0, y, 0], bends));
      edges.push(line([s * x, t * y, 0], [0, 0, z], bends));
    }
  }
  return edges;
}

const tubeRims = (radius: number, height: number): readonly Curve[] =>
  [-height / 2, height / 2].map((z) => {
    return { center: [0, 0, z], a: [radius, 0, 0], b: [0, radius, 0], samples: CURVE_SAMPLES };
  });

/** The two lines along which sight lines from `camera` touch a tube; none where it looks along the tube. */
function tubeSides(radius: number, height: number, [x, y]: Vec3): readonly Curve[] {
  const away = Math.sqrt(x * x + y * y);
  if (!(away > radius)) return [];
  const [towards, half] = [Math.atan2(y, x), Math.acos(radius / away)];
  return [towards - half, towards + half].map((angle) =>
    line([radius * Math.cos(angle), radius * Math.sin(angle), 0], [0, 0, height / 2], true),
  );
}

/** The outlines of balls whose centres are at these places on the z axis. */
function outlinesOfBalls(centers: readonly number[], radius: number, camera: Vec3): readonly Curve[] | null {
  const outlines: Curve[] = [];
  for (const center of centers) {
    const outline = ballOutline([camera[0], camera[1], camera[2] - center], radius);
    if (outline === null) return null;
    const [x, y, z] = outline.center;
    outlines.push({ ...outline, center: [x, y, z + center] });
  }
  return outlines;
}

/** The circle in which the cone of sight lines from `camera` touches a ball around the origin. */
function ballOutline(camera: Vec3, radius: number): Curve | null {
  const squared = dot(camera, camera);
  if (!(squared > radius * radius)) return null;
  const a = normalize(cross(camera, Math.abs(camera[0]) < Math.abs(camera[1]) ? [1, 0, 0] : [0, 1, 0]));
  const b = normalize(cross(camera, a));
  const reach = radius * Math.sqrt(1 - (radius * radius) / squared);
  const center = scale(camera, (radius * radius) / squared);
  return { center, a: scale(a, reach), b: scale(b, reach), samples: CURVE_SAMPLES };
}
