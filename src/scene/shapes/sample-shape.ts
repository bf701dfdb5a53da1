import type { Material, Shape } from '../../core/episode.ts';
import type { MeshShape, Part, Primitive } from '../../core/shape.ts';
import type { DrawnCopy, DrawnShape } from '../draw-scene.ts';
import { turnedInOrder } from '../turned-in-order.ts';
import { channelProfile } from './channel-profile.ts';
import { extrude } from './extrude.ts';
import { doubleArea, isConvex, type Point } from './polygon.ts';

export type DrawnExtrusion = Extract<DrawnShape, { readonly kind: 'extrusion' }>;
export type DrawnPart = Extract<DrawnShape, { readonly kind: 'compound' }>['parts'][number];

const DEFAULT_SEGMENTS = 96;

/** The outline of an extrusion, counter-clockwise. */
export function extrusionProfile({ profile }: DrawnExtrusion): readonly Point[] {
  if ('curve' in profile) {
    const { radius, angle_deg: angle, thickness, segments = DEFAULT_SEGMENTS } = profile;
    return channelProfile({ radius, angle, thickness, segments });
  }
  return doubleArea(profile) < 0 ? profile.toReversed() : profile;
}

/**
 * The shape of a drawn body.
 *
 * @param look - What a part of that material and colour looks like, where the file says one of the two.
 */
export function sampleShape(
  { shape, body }: Pick<DrawnCopy, 'shape' | 'body'>,
  look: (part: DrawnPart) => Material | null,
): Shape {
  const isFixed = body.motion === 'fixed' || body.motion === 'decor';
  if (shape.kind === 'extrusion') return extruded(shape, isFixed);
  if (shape.kind !== 'compound') return shape;
  return { kind: 'compound', parts: shape.parts.map((part) => sampledPart(part, isFixed, look(part))) };
}

function sampledPart(part: DrawnPart, isFixed: boolean, material: Material | null): Part {
  return {
    shape: part.shape.kind === 'extrusion' ? extruded(part.shape, isFixed) : (part.shape as Primitive),
    position: part.position ?? [0, 0, 0],
    orientation: turnedInOrder(part.rotation_deg ?? [0, 0, part.yaw_deg ?? 0]),
    material,
    role: part.role ?? 'both',
  };
}

function extruded(shape: DrawnExtrusion, isFixed: boolean): MeshShape {
  const profile = extrusionProfile(shape);
  const hollow = isFixed ? 'surface' : 'pieces';
  return {
    kind: 'mesh',
    mesh: extrude(profile, shape.depth),
    solid: shape.solid ?? (isConvex(profile) ? 'hull' : hollow),
  };
}
