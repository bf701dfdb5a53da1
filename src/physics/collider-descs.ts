import type { Body, Shape } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { add, multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '../core/pose.ts';
import type { MeshShape, SimpleShape } from '../core/shape.ts';
import { type ShapePart, shapeParts } from '../core/shape-parts.ts';
import type { ColliderDesc, Rapier } from './rapier.ts';

/** The colliders of what bodies meet of a body, in its frame, with what their parts are made of. */
export const solidColliders = (engine: Rapier, { name, shape, material, mass }: Body): ColliderDesc[] =>
  shapeParts(shape, 'solid').map((part) => {
    const { density, friction, restitution } = part.material ?? material;
    const collider =
      mass === undefined
        ? placed(simpleCollider(engine, part.shape, name), part).setDensity(density)
        : massless(engine, part, name);
    const desc = collider.setFriction(friction).setRestitution(restitution);
    // A part that is said to slide does so on everything, as a caster: the mean with the ground would hold it.
    const slides = part.material !== null && friction === 0;
    return slides ? desc.setFrictionCombineRule(engine.CoefficientCombineRule.Min) : desc;
  });

/** The colliders of what is seen of a shape, in its frame: meshes are the surface that is drawn. */
export const seenColliders = (engine: Rapier, shape: Shape): ColliderDesc[] =>
  shapeParts(shape, 'seen').map((part) =>
    placed(
      part.shape.kind === 'mesh'
        ? engine.ColliderDesc.trimesh(part.shape.mesh.positions, part.shape.mesh.indices)
        : simpleCollider(engine, part.shape, ''),
      part,
    ),
  );

function placed(desc: ColliderDesc, { position, orientation }: ShapePart): ColliderDesc {
  const own = desc.rotation;
  const [x, y, z, w] = multiplyQuaternions(orientation, [own.x, own.y, own.z, own.w]);
  return desc.setTranslation(...position).setRotation({ x, y, z, w });
}

const ORIGIN = { x: 0, y: 0, z: 0 };
const UNTURNED = { x: 0, y: 0, z: 0, w: 1 };

/**
 * A collider that leaves its body's mass alone. The engine adds even a mass of nothing, unless it lies exactly at
 * the body's origin, and then takes wrong principal axes where moments are alike or small (below 10⁻⁵ kg·m²). So
 * the part's place goes into the shape.
 */
function massless(engine: Rapier, part: ShapePart, body: string): ColliderDesc {
  const { shape, position, orientation } = part;
  const moved = (mesh: MeshShape): ColliderDesc =>
    meshCollider(
      engine,
      { ...mesh, mesh: { ...mesh.mesh, positions: movedPoints(mesh.mesh.positions, part) } },
      body,
    );
  const isAtOrigin = [...position, ...orientation].every((x, i) => x === (i === 6 ? 1 : 0));
  if (shape.kind === 'mesh') {
    const desc = isAtOrigin ? meshCollider(engine, shape, body) : moved(shape);
    return desc.setMassProperties(0, ORIGIN, ORIGIN, UNTURNED);
  }
  const desc = placed(simpleCollider(engine, shape, body), part);
  const whole = engine.ColliderDesc.compound([desc.shape], [desc.translation], [desc.rotation]);
  return whole.setMassProperties(0, ORIGIN, ORIGIN, UNTURNED);
}

/** Points of a part's frame in its body's. */
function movedPoints(points: Float32Array, { position, orientation }: ShapePart): Float32Array {
  const moved = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const point: Vec3 = [points[i] as number, points[i + 1] as number, points[i + 2] as number];
    moved.set(add(position, rotate(orientation, point)), i);
  }
  return moved;
}

/** Turns the engine's axis of cylinders and capsules, y, onto ours, z: 90° about x. */
const Z_FROM_Y: Quaternion = [Math.SQRT1_2, 0, 0, Math.SQRT1_2];

function simpleCollider(engine: Rapier, shape: SimpleShape, body: string): ColliderDesc {
  const { ColliderDesc } = engine;
  const [x, y, z, w] = Z_FROM_Y;
  switch (shape.kind) {
    case 'box':
      return ColliderDesc.cuboid(shape.size[0] / 2, shape.size[1] / 2, shape.size[2] / 2);
    case 'sphere':
      return ColliderDesc.ball(shape.radius);
    case 'cylinder':
      return ColliderDesc.cylinder(shape.height / 2, shape.radius).setRotation({ x, y, z, w });
    case 'capsule':
      return ColliderDesc.capsule(shape.height / 2, shape.radius).setRotation({ x, y, z, w });
    case 'plane':
      return new ColliderDesc(new engine.HalfSpace({ x: 0, y: 0, z: 1 }));
    case 'mesh':
      return meshCollider(engine, shape, body);
  }
}

function meshCollider(engine: Rapier, { mesh, solid }: MeshShape, body: string): ColliderDesc {
  const { ColliderDesc } = engine;
  const { positions, indices } = mesh;
  // Without it, what rolls over a surface stumbles over the edges between its triangles.
  const smooth = engine.TriMeshFlags.FIX_INTERNAL_EDGES;
  const desc = {
    hull: () => ColliderDesc.convexHull(positions),
    pieces: () => ColliderDesc.convexDecomposition(positions, indices),
    surface: () => ColliderDesc.trimesh(positions, indices, smooth),
  }[solid]();
  if (desc !== null) return desc;
  throw new ToolkitError(
    'argument/invalid',
    `The mesh of body "${body}" must enclose a volume, got ${mesh.name} of ${indices.length / 3} triangles.`,
    'Correct the mesh, or give the body another shape.',
  );
}
