import type { Body, MassProperties } from '../core/episode.ts';
import { IDENTITY_FRAME } from '../core/frame-transform.ts';
import { addTensor, type Tensor } from '../core/inertia.ts';
import type { Mesh, Primitive } from '../core/shape.ts';
import { shapeParts } from '../core/shape-parts.ts';
import { groupMass, linkMass } from '../scene/urdf/group-mass.ts';
import { type PlacedSolid, solidInertia } from '../scene/urdf/solid-inertia.ts';

/**
 * A body whose mass is told, where the engine would not find it out. Of bodies of several colliders, and of
 * meshes, it takes a wrong turn for their principal axes (a disc across x on a rod along x spins as one across
 * y), so theirs are added up here.
 */
export function weighed(body: Body): Body {
  const { shape, motion, mass } = body;
  if (mass !== undefined || motion !== 'dynamic') return body;
  if (shape.kind !== 'compound' && shape.kind !== 'mesh') return body;
  const sum = massOf(body);
  return sum === null ? body : { ...body, mass: sum };
}

function massOf({ shape, material }: Body): MassProperties | null {
  const masses = shapeParts(shape, 'solid').flatMap((part) => {
    const frame = { position: part.position, orientation: part.orientation };
    const solid = solidOf(part.shape, frame);
    const inertia = solid === null ? null : solidInertia([solid]);
    if (inertia === null) return [];
    const density = part.material?.density ?? material.density;
    const { volume, centroid, tensor } = inertia;
    const at = { position: centroid, orientation: IDENTITY_FRAME.orientation };
    const scaled = addTensor(NONE, tensor, density);
    return [linkMass(volume * density, at, scaled, IDENTITY_FRAME)];
  });
  return groupMass(masses);
}

function solidOf(
  shape: ReturnType<typeof shapeParts>[number]['shape'],
  frame: PlacedSolid['frame'],
): PlacedSolid | null {
  if (shape.kind === 'plane') return null;
  const solid: Primitive | Mesh = shape.kind === 'mesh' ? shape.mesh : shape;
  return { shape: solid, frame };
}

const NONE: Tensor = [0, 0, 0, 0, 0, 0];
