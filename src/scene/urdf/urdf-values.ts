import { cos, sin } from '../../core/exact-math.ts';
import type { JointFrame } from '../../core/joint.ts';
import { multiplyQuaternions, type Quaternion, type Vec3 } from '../../core/pose.ts';
import { robotError } from './robot-error.ts';
import type { XmlElement } from './xml-element.ts';

/** Reads the values of one thing of a URDF, which `what` names: `joint "elbow"`. */
export type Values = ReturnType<typeof valuesOf>;

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

/** Farther than any part of a robot, m; what is beyond is a file in other units. */
const MAX_NUMBER = 1e9;

/** Readers of the attributes of what `what` names; each refuses what is no number, or not finite. */
export function valuesOf(source: string, what: string) {
  const refuse = (rule: string, hint: string) => robotError(source, `${what} ${rule}`, hint);

  const number = (element: XmlElement, name: string, fallback?: number): number => {
    const text = element.attributes[name]?.trim();
    if (text === undefined && fallback !== undefined) return fallback;
    return one(text, `${element.tag} ${name}`);
  };
  const one = (text: string | undefined, place: string): number => {
    const value = text !== undefined && NUMBER.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && Math.abs(value) <= MAX_NUMBER) return value;
    throw refuse(`must have a finite number as ${place}, got ${quoted(text)}.`, 'Write a number.');
  };
  const numbers = (element: XmlElement, name: string, count: number): readonly number[] | undefined => {
    const text = element.attributes[name]?.trim();
    if (text === undefined) return undefined;
    const parts = text.split(/\s+/);
    if (parts.length !== count) {
      const rule = `must have ${count} numbers as ${element.tag} ${name}, got ${quoted(text)}.`;
      throw refuse(rule, `Write ${count} numbers with spaces between them.`);
    }
    return parts.map((part) => one(part, `${element.tag} ${name}`));
  };
  const vec3 = (element: XmlElement, name: string, fallback: Vec3): Vec3 =>
    (numbers(element, name, 3) as Vec3 | undefined) ?? fallback;
  const origin = (owner: XmlElement): JointFrame => {
    const element = owner.children.find(({ tag }) => tag === 'origin');
    if (element === undefined) return { position: [0, 0, 0], orientation: [0, 0, 0, 1] };
    return {
      position: vec3(element, 'xyz', [0, 0, 0]),
      orientation: fromRollPitchYaw(vec3(element, 'rpy', [0, 0, 0])),
    };
  };
  const name = (element: XmlElement, attribute: string): string => {
    const text = element.attributes[attribute]?.trim();
    if (text !== undefined && text !== '') return text;
    throw refuse(`must have ${attribute} in its ${element.tag}, got none.`, `Add ${attribute}="…".`);
  };
  return { refuse, number, numbers, vec3, origin, name };
}

const quoted = (text: string | undefined): string => (text === undefined ? 'nothing' : `"${text}"`);

/** The rotation about the fixed x axis by roll, then y by pitch, then z by yaw. Source: URDF, `origin`. */
function fromRollPitchYaw([roll, pitch, yaw]: Vec3): Quaternion {
  const x: Quaternion = [sin(roll / 2), 0, 0, cos(roll / 2)];
  const y: Quaternion = [0, sin(pitch / 2), 0, cos(pitch / 2)];
  const z: Quaternion = [0, 0, sin(yaw / 2), cos(yaw / 2)];
  return multiplyQuaternions(z, multiplyQuaternions(y, x));
}
