import type { Vec3 } from '../core/pose.ts';
import type { SimpleShape } from '../core/shape.ts';
import type { GeometryKey } from './body-geometry.ts';
import type { PinholeView } from './tile-camera.ts';

/** Greatest distance between a curved silhouette and the facets that stand for it, pixels. */
const SAGITTA_PX = 0.2;

/** Splits of an icosahedron's edge, and facets around a circle, that are drawn; few, so that many share. */
const SPLITS = [3, 4, 6, 8, 12, 16, 24, 32];
const FACETS = [12, 16, 24, 32, 48, 64, 96, 128];

/** From an icosahedron's face to its corner, radians, times how far freely split faces exceed the mean. */
const ICOSAHEDRON_FACE = 0.6524 * 1.17;

const atLeast = (choices: readonly number[], wanted: number): number =>
  choices.find((count) => count >= wanted) ?? (choices[choices.length - 1] as number);

/**
 * The triangles for a shape whose radius covers that many pixels: as few as keep the silhouette. A
 * facet that spans the angle 2a at the centre is 1 − cos a ≈ a²/2 radii off.
 */
function geometryFor(shape: SimpleShape, radiusPx: number): GeometryKey {
  if (shape.kind === 'box' || shape.kind === 'plane') return shape.kind;
  if (shape.kind === 'mesh') return `mesh ${shape.mesh.name}`;
  const angle = Math.sqrt((2 * SAGITTA_PX) / Math.max(radiusPx, 1e-3));
  if (shape.kind === 'sphere') return `round ${atLeast(SPLITS, ICOSAHEDRON_FACE / angle)}`;
  return `${shape.kind} ${atLeast(FACETS, Math.PI / angle)}`;
}

/** The triangles for each shape of a world: fine enough for the view in which it is largest. */
export function detailFor(
  views: readonly PinholeView[],
): (shape: SimpleShape, position: Vec3) => GeometryKey {
  return (shape, position) => {
    if (!('radius' in shape)) return geometryFor(shape, 0);
    let radiusPx = 0;
    for (const { intrinsics, worldFromCamera: m, near } of views) {
      const distance = Math.hypot(position[0] - m[3]!, position[1] - m[7]!, position[2] - m[11]!);
      radiusPx = Math.max(radiusPx, (intrinsics.fy * shape.radius) / Math.max(distance - shape.radius, near));
    }
    return geometryFor(shape, radiusPx);
  };
}
