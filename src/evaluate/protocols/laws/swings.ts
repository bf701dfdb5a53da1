import { add, cross, dot, normalize, rotate, subtract, type Vec3 } from '../../../core/pose.ts';
import type { BodyFacts, JointFacts } from '../../../core/recorded-episode.ts';
import { pendulumPeriod } from '../../../metrics/laws/fit-swing.ts';
import type { WorldPlane } from '../../../metrics/laws/point-on-plane.ts';
import { contactsOf } from './body-contacts.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import { facing } from './motion-plane.ts';

/** A ball on a rod that swings freely about a fixed hinge. */
export type Swinging = {
  readonly body: BodyFacts;
  /** The plane through the hinge across its axis. */
  readonly plane: WorldPlane;
  /** The angle of a place in that plane from straight down, radians. */
  readonly angleOf: (place: Vec3) => number;
  /** Seconds: of its length, and its amplitude as the context ends. */
  readonly period: number;
};

/** The only part of a body that others meet, where that is a ball: what has mass. */
function bobOf({ shape }: BodyFacts): { readonly position: Vec3; readonly radius: number } | null {
  if (shape.kind !== 'compound') return null;
  const solid = shape.parts.filter(({ role }) => role !== 'seen');
  const [bob] = solid;
  if (bob === undefined || solid.length !== 1 || bob.shape.kind !== 'sphere') return null;
  return { position: bob.position, radius: bob.shape.radius };
}

function swingingOf(scene: ClipScene, joint: JointFacts): Swinging | null {
  const { facts, events, last, up, gravity, camera } = scene;
  const parent = facts.bodies.find(({ name }) => name === joint.parent);
  const body = facts.bodies.find(({ name }) => name === joint.child);
  const isFree = (joint.kind === 'continuous' || joint.kind === 'revolute') && joint.damping === 0;
  const bob = body === undefined ? null : bobOf(body);
  if (!isFree || joint.friction !== 0 || parent?.motion !== 'fixed' || body === undefined || bob === null)
    return null;
  if (contactsOf(events, body.name).length > 0) return null;
  const anchor = add(parent.position, rotate(parent.orientation, joint.parentFromJoint.position));
  const axis = rotate(parent.orientation, rotate(joint.parentFromJoint.orientation, joint.axis));
  const plane = Math.abs(dot(axis, up)) < 1e-6 ? facing(camera, { point: anchor, normal: axis }) : null;
  if (plane === null) return null;
  const side = normalize(cross(axis, up));
  const angleOf = (place: Vec3): number => {
    const rod = subtract(place, anchor);
    return Math.atan2(dot(rod, side), -dot(rod, up));
  };
  const state = stateOf(scene, body, last);
  const rod = Math.hypot(...subtract(bob.position, joint.childFromJoint.position));
  // I/(m r) of a ball on a rod without mass.
  const length = rod + (0.4 * bob.radius ** 2) / rod;
  const angle = angleOf(add(state.position, rotate(state.orientation, bob.position)));
  const height = Math.cos(angle) - (length * dot(state.spin, axis) ** 2) / (2 * gravity);
  if (!(height > -1)) return null;
  return { body, plane, angleOf, period: pendulumPeriod(length, gravity, Math.acos(Math.min(1, height))) };
}

/** What swings freely in a clip, seen across its plane. */
export const swingsOf = (scene: ClipScene): Swinging[] =>
  scene.facts.joints.flatMap((joint) => swingingOf(scene, joint) ?? []);
