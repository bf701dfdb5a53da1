import type { DrawnCopy } from '../draw-scene.ts';
import type { Refuse, ScenePath } from '../scene-error.ts';
import { polygonFault } from './polygon.ts';
import { type DrawnExtrusion, type DrawnPart, extrusionProfile } from './sample-shape.ts';

/**
 * Checks what no single field of a shape can say.
 *
 * @param checkMaterial - Refuses a name at a path that no material has.
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkShape(
  { shape, body, path }: DrawnCopy,
  checkMaterial: (name: string, path: ScenePath) => void,
  refuse: Refuse,
): void {
  // Where a file gives a choice of shapes, the path says which field, not which of them.
  const at = [...path, 'shape'];
  const isFixed = body.motion === 'fixed' || body.motion === 'decor';
  if (shape.kind === 'extrusion') checkExtrusion(shape, isFixed, at, refuse);
  if (shape.kind !== 'compound') return;
  shape.parts.forEach((part, i) => {
    checkPart(part, isFixed, [...at, 'parts', i], checkMaterial, refuse);
  });
}

function checkPart(
  part: DrawnPart,
  isFixed: boolean,
  path: ScenePath,
  checkMaterial: (name: string, path: ScenePath) => void,
  refuse: Refuse,
): void {
  if (part.shape.kind === 'extrusion') checkExtrusion(part.shape, isFixed, [...path, 'shape'], refuse);
  if (part.material !== undefined) checkMaterial(part.material, [...path, 'material']);
  if (part.yaw_deg !== undefined && part.rotation_deg !== undefined) {
    throw refuse([...path, 'yaw_deg'], 'must not stand beside rotation_deg.', 'Remove one of the two.');
  }
}

function checkExtrusion(shape: DrawnExtrusion, isFixed: boolean, path: ScenePath, refuse: Refuse): void {
  const fault = polygonFault(extrusionProfile(shape));
  if (fault !== null) {
    throw refuse(
      [...path, 'profile'],
      `must be an outline that does not cross itself, but ${fault}.`,
      'Move its points.',
    );
  }
  if (shape.solid === 'surface' && !isFixed) {
    const rule = 'must be "hull" or "pieces" for a body that moves, got "surface".';
    throw refuse([...path, 'solid'], rule, 'Make the body fixed, or its solid "pieces".');
  }
}
