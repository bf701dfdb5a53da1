import { length, scale, type Vec3 } from '../../core/pose.ts';
import type { UrdfJoint } from './urdf-robot.ts';
import { type Values, valuesOf } from './urdf-values.ts';
import { child, type XmlElement } from './xml-element.ts';

const KINDS = ['fixed', 'revolute', 'continuous', 'prismatic', 'floating'] as const;

/** A `<joint>`, with what was taken differently. */
export function readJoint(element: XmlElement, source: string, warn: (text: string) => void): UrdfJoint {
  const name = element.attributes['name'] as string;
  const values = valuesOf(source, `joint "${name}"`);
  const kind = kindOf(element, values);
  const moves = kind !== 'fixed' && kind !== 'floating';
  const end = (tag: string): string => {
    const one = child(element, tag);
    if (one === undefined)
      throw values.refuse(`must name a ${tag} link, got none.`, `Add <${tag} link="…"/>.`);
    return values.name(one, 'link');
  };
  const dynamics = child(element, 'dynamics');
  const resistance = (which: 'damping' | 'friction'): number => {
    const value = dynamics === undefined ? 0 : values.number(dynamics, which, 0);
    if (value >= 0) return value;
    throw values.refuse(`must have ${which} ≥ 0, got ${value}.`, `Correct the ${which}.`);
  };
  return {
    ...{ name, kind, parent: end('parent'), child: end('child'), parentFromChild: values.origin(element) },
    axis: moves ? axisOf(element, values) : [1, 0, 0],
    ...readLimits(element, kind, values, (text) => warn(`joint "${name}": ${text}`)),
    ...{ damping: resistance('damping'), friction: resistance('friction') },
    mimic: moves ? mimicOf(element, values) : null,
  };
}

function kindOf(element: XmlElement, values: Values): UrdfJoint['kind'] {
  const type = values.name(element, 'type');
  const kind = KINDS.find((one) => one === type);
  if (kind !== undefined) return kind;
  if (type === 'planar') {
    const rule = 'must not be planar, as planar joints are not simulated.';
    throw values.refuse(rule, 'Write two prismatic joints and a continuous one.');
  }
  throw values.refuse(`must have a type out of ${KINDS.join(', ')}, got "${type}".`, 'Correct the type.');
}

function axisOf(element: XmlElement, values: Values): Vec3 {
  const axis = child(element, 'axis');
  const along = axis === undefined ? ([1, 0, 0] as const) : values.vec3(axis, 'xyz', [1, 0, 0]);
  const size = length(along);
  if (size > 1e-9) return size === 1 ? along : scale(along, 1 / size);
  throw values.refuse('must have an axis that is not zero, got 0 0 0.', 'Write the axis, such as 0 0 1.');
}

type Limits = Pick<UrdfJoint, 'limits' | 'maxEffort' | 'maxVelocity'>;

function readLimits(
  element: XmlElement,
  kind: UrdfJoint['kind'],
  values: Values,
  warn: (text: string) => void,
): Limits {
  const limit = child(element, 'limit');
  const unit = kind === 'prismatic' ? 'm' : 'rad';
  const bounded = kind === 'revolute' || kind === 'prismatic';
  if (limit === undefined) {
    if (!bounded) return { limits: null, maxEffort: Infinity, maxVelocity: Infinity };
    throw values.refuse(
      `must have a limit, as it is ${kind}, got none.`,
      kind === 'revolute' ? 'Add one, or make the joint continuous.' : 'Add <limit lower="…" upper="…"/>.',
    );
  }
  // Exporters write 0 where they know nothing; a joint that may exert or move nothing has no other use.
  const most = (name: 'effort' | 'velocity'): number => {
    const value = values.number(limit, name, 0);
    if (value < 0) throw values.refuse(`must have a ${name} ≥ 0, got ${value}.`, `Correct the ${name}.`);
    if (value > 0) return value;
    if (bounded && limit.attributes[name] !== undefined) warn(`a limit of 0 on ${name} is taken as none.`);
    return Infinity;
  };
  const [low, high] = [values.number(limit, 'lower', 0), values.number(limit, 'upper', 0)];
  if (bounded && low > high) {
    const rule = `must have limits with lower ≤ upper, got lower ${low} ${unit} and upper ${high} ${unit}.`;
    throw values.refuse(rule, 'Swap them.');
  }
  if (bounded && low === high) warn(`its limits are both ${low} ${unit}, so it cannot move.`);
  return {
    limits: bounded ? [low, high] : null,
    maxEffort: most('effort'),
    maxVelocity: most('velocity'),
  };
}

function mimicOf(element: XmlElement, values: Values): UrdfJoint['mimic'] {
  const mimic = child(element, 'mimic');
  if (mimic === undefined) return null;
  return {
    joint: values.name(mimic, 'joint'),
    multiplier: values.number(mimic, 'multiplier', 1),
    offset: values.number(mimic, 'offset', 0),
  };
}
