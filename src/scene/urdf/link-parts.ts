import type { Material } from '../../core/episode.ts';
import { composeFrames } from '../../core/frame-transform.ts';
import type { JointFrame } from '../../core/joint.ts';
import type { MeshShape, Part } from '../../core/shape.ts';
import type { MeshPiece } from '../mesh/read-mesh.ts';
import type { PlacedSolid } from './solid-inertia.ts';
import type { UrdfLink, UrdfMesh, UrdfShape } from './urdf-robot.ts';

/** What of a robot nobody coloured. */
const PLAIN_COLOR = '#b8bcc2';

/** What makes a robot's parts out of links. */
export type PartOptions = {
  readonly meshes: (mesh: UrdfMesh, link: string) => readonly MeshPiece[];
  /** What bodies meet of a mesh. */
  readonly solid: MeshShape['solid'];
  /** Coulomb coefficient of links that say none. */
  readonly friction: number;
};

/** The material of a robot's part. Its density counts for nothing: links say their masses. */
export const robotMaterial = (color: string | null, friction: number): Material => ({
  ...{ name: 'robot', density: 1000, friction, restitution: 0, color: color ?? PLAIN_COLOR },
  ...{ roughness: 0.5, metalness: 0, texture: null },
});

/** A link's parts in its group's frame. What is seen and met alike is one part. */
export function linkParts(link: UrdfLink, groupFromLink: JointFrame, options: PartOptions): readonly Part[] {
  const key = ({ linkFromShape, geometry }: UrdfShape): string => JSON.stringify([linkFromShape, geometry]);
  const solid = new Set(link.collisions.map(key));
  const seen = new Set(link.visuals.map(key));
  const friction = link.friction ?? options.friction;
  const parts = (shape: UrdfShape, role: Part['role']): readonly Part[] => {
    const { position, orientation } = composeFrames(groupFromLink, shape.linkFromShape);
    return pieces(shape, link.name, options).map(({ shape: piece, color }) => ({
      ...{ shape: piece, position, orientation, role },
      material: robotMaterial(shape.color ?? color, friction),
    }));
  };
  return [
    ...link.visuals.flatMap((shape) => parts(shape, solid.has(key(shape)) ? 'both' : 'seen')),
    ...link.collisions.filter((shape) => !seen.has(key(shape))).flatMap((shape) => parts(shape, 'solid')),
  ];
}

function pieces({ geometry }: UrdfShape, link: string, { meshes, solid }: PartOptions) {
  if (geometry.kind !== 'mesh') return [{ shape: geometry, color: null }];
  return meshes(geometry, link).map(({ mesh, color }) => ({
    shape: { kind: 'mesh', mesh, solid } as const,
    color,
  }));
}

/** What of a link has an inertia: its collision shapes, or else its visual ones, in its own frame. */
export function linkSolids(link: UrdfLink, { meshes }: PartOptions): readonly PlacedSolid[] {
  const shapes = link.collisions.length > 0 ? link.collisions : link.visuals;
  return shapes.flatMap(({ geometry, linkFromShape: frame }): readonly PlacedSolid[] =>
    geometry.kind === 'mesh'
      ? meshes(geometry, link.name).map(({ mesh }) => ({ shape: mesh, frame }))
      : [{ shape: geometry, frame }],
  );
}
