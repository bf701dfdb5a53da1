import { type Materials, readShape } from './read-shape.ts';
import type { UrdfInertial, UrdfLink } from './urdf-robot.ts';
import { type Values, valuesOf } from './urdf-values.ts';
import { child, childrenOf, type XmlElement } from './xml-element.ts';

/** A `<link>`; `friction` is what a `<gazebo>` element says of it. */
export function readLink(
  element: XmlElement,
  source: string,
  materials: Materials,
  friction: number | null,
): UrdfLink {
  const name = element.attributes['name'] as string;
  const values = valuesOf(source, `link "${name}"`);
  const inertial = child(element, 'inertial');
  const shapes = (tag: string) =>
    childrenOf(element, tag)
      .map((one) => readShape(one, values, materials))
      .filter((shape) => shape !== null);
  return {
    name,
    inertial: inertial === undefined ? null : readInertial(inertial, values),
    visuals: shapes('visual'),
    collisions: shapes('collision'),
    friction: contactFriction(element, values) ?? friction,
  };
}

function readInertial(element: XmlElement, values: Values): UrdfInertial {
  const massElement = child(element, 'mass');
  const mass = massElement === undefined ? 0 : values.number(massElement, 'value');
  if (mass < 0) throw values.refuse(`must have a mass ≥ 0 kg, got ${mass} kg.`, 'Correct the mass.');
  const tensor = child(element, 'inertia');
  const names = ['ixx', 'ixy', 'ixz', 'iyy', 'iyz', 'izz'];
  return {
    mass,
    linkFromInertia: values.origin(element),
    inertia: tensor === undefined ? null : names.map((name) => values.number(tensor, name, 0)),
  };
}

/** PyBullet's `<contact><lateral_friction value="…"/></contact>`. */
function contactFriction(element: XmlElement, values: Values): number | undefined {
  const contact = child(element, 'contact');
  const lateral = contact === undefined ? undefined : child(contact, 'lateral_friction');
  return lateral === undefined ? undefined : notNegative(values.number(lateral, 'value'), values);
}

/** A coefficient of friction that is one. */
export function notNegative(friction: number, values: Values): number {
  if (friction >= 0) return friction;
  throw values.refuse(`must have a friction ≥ 0, got ${friction}.`, 'Correct the coefficient.');
}
