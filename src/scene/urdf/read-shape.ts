import type { Primitive } from '../../core/shape.ts';
import { hexColor } from './hex-color.ts';
import type { UrdfMesh, UrdfShape } from './urdf-robot.ts';
import type { Values } from './urdf-values.ts';
import { child, childrenOf, type XmlElement } from './xml-element.ts';

/** Colours of the materials that a URDF names, sRGB `#rrggbb`; `null` for one that is not seen at all. */
export type Materials = ReadonlyMap<string, string | null>;

/** A `<visual>`, or a `<collision>`, whose colour does not count; `null` for a visual that cannot be seen. */
export function readShape(element: XmlElement, values: Values, materials: Materials): UrdfShape | null {
  const material = element.tag === 'visual' ? child(element, 'material') : undefined;
  const color = material === undefined ? undefined : colorOf(material, values, materials);
  if (color === null) return null;
  return {
    linkFromShape: values.origin(element),
    geometry: readGeometry(element, values),
    color: color ?? null,
  };
}

/** The colour of a `<material>`: its own, or that of its name; `undefined` where neither is known. */
export function colorOf(
  material: XmlElement,
  values: Values,
  materials: Materials,
): string | null | undefined {
  const color = child(material, 'color');
  if (color === undefined) return materials.get(material.attributes['name'] ?? '');
  const [r, g, b, alpha] = values.numbers(color, 'rgba', 4) ?? [0.7, 0.7, 0.7, 1];
  return alpha === 0 ? null : hexColor([r as number, g as number, b as number]);
}

function readGeometry(owner: XmlElement, values: Values): Primitive | UrdfMesh {
  const geometry = child(owner, 'geometry');
  const shapes = geometry?.children ?? [];
  const shape = shapes[0];
  if (shape === undefined || shapes.length > 1) {
    const rule = `must have one shape in the geometry of its ${owner.tag}, got ${shapes.length}.`;
    throw values.refuse(rule, 'Write one box, cylinder, sphere, capsule or mesh.');
  }
  const positive = (name: string): number => {
    const value = values.number(shape, name);
    if (value > 0) return value;
    throw values.refuse(`must have ${shape.tag} ${name} > 0 m, got ${value} m.`, 'Correct the size.');
  };
  switch (shape.tag) {
    case 'box': {
      const size = values.numbers(shape, 'size', 3) as readonly [number, number, number] | undefined;
      if (size?.every((edge) => edge > 0)) return { kind: 'box', size };
      const got = shape.attributes['size'] ?? 'nothing';
      throw values.refuse(`must have three edges > 0 m as box size, got ${got}.`, 'Correct the size.');
    }
    case 'sphere':
      return { kind: 'sphere', radius: positive('radius') };
    case 'cylinder':
    case 'capsule':
      return { kind: shape.tag, radius: positive('radius'), height: positive('length') };
    case 'mesh': {
      const scale = values.vec3(shape, 'scale', [1, 1, 1]);
      if (scale.includes(0)) {
        throw values.refuse('must have a mesh scale without zeros, got 0.', 'Correct the scale.');
      }
      return { kind: 'mesh', file: values.name(shape, 'filename'), scale };
    }
  }
  const rule = `must have a box, cylinder, sphere, capsule or mesh as geometry, got <${shape.tag}>.`;
  throw values.refuse(rule, 'Use one of these shapes.');
}

/** The colours of all materials that say one, wherever they stand; the first of a name counts. */
export function readMaterials(robot: XmlElement, valuesFor: (what: string) => Values): Materials {
  const materials = new Map<string, string | null>();
  const visuals = childrenOf(robot, 'link').flatMap((link) => childrenOf(link, 'visual'));
  for (const material of [robot, ...visuals].flatMap((owner) => childrenOf(owner, 'material'))) {
    const name = material.attributes['name'] ?? '';
    const color = colorOf(material, valuesFor(`material "${name}"`), new Map());
    if (name !== '' && color !== undefined && !materials.has(name)) materials.set(name, color);
  }
  return materials;
}
