import {
  conjugate,
  dot,
  length,
  normalize,
  rotate,
  subtract,
  transformPoint,
  type Vec3,
} from '../../../core/pose.ts';
import type { BodyFacts, ShapeFacts } from '../../../core/recorded-episode.ts';
import type { VerifiedBody } from '../../../metrics/laws/physics-residual.ts';
import { pointOnPlane, type WorldPlane } from '../../../metrics/laws/point-on-plane.ts';
import { contactsOf } from './body-contacts.ts';
import { type BodyState, type ClipScene, stateOf } from './clip-scene.ts';
import { facing, flightPlane, planeAlong } from './motion-plane.ts';
import { meanOf } from './pair-materials.ts';
import type { SeenBodies } from './see-bodies.ts';
import { supportNormal } from './support-normal.ts';
import { swingsOf } from './swings.ts';

/** Slower than this, m/s, a body says nothing of where it will go. */
const LEAST_SPEED = 0.05;

/**
 * How far a shape reaches from its origin along its axes at the most, metres. `bodyRadius` of curation is another
 * measure: it takes in the corners, and is 0 for a plane and a mesh, to which here anything must be near.
 */
function reachOf(shape: ShapeFacts): number {
  switch (shape.kind) {
    case 'box':
      return Math.max(...shape.size) / 2;
    case 'sphere':
      return shape.radius;
    case 'cylinder':
      return Math.max(shape.radius, shape.height / 2);
    case 'capsule':
      return shape.radius + shape.height / 2;
    case 'compound':
      return Math.max(...shape.parts.map((part) => length(part.position) + reachOf(part.shape)));
    // A mesh's triangles are not told, a plane has no end: anything may be near.
    case 'mesh':
    case 'plane':
      return Number.POSITIVE_INFINITY;
  }
}

/** Metres from a place to a fixed body; 0 inside of it, and of shapes that are more than a plane or a box. */
function distanceTo({ shape, position, orientation }: BodyFacts, place: Vec3): number {
  const within = rotate(conjugate(orientation), subtract(place, position));
  if (shape.kind === 'plane') return Math.max(0, within[2]);
  if (shape.kind !== 'box') return 0;
  return Math.hypot(
    ...within.map((offset, axis) => Math.max(0, Math.abs(offset) - (shape.size[axis] as number) / 2)),
  );
}

/** The plane that a body's pixels are put into: of its flight, of what it lies on, along its way, or facing. */
function planeOf(scene: ClipScene, state: BodyState, carriers: readonly BodyFacts[]): WorldPlane {
  const { camera } = scene;
  const { position, velocity } = state;
  const sight = normalize(subtract(position, transformPoint(camera.worldFromCamera, [0, 0, 0])));
  const frontal = { point: position, normal: sight };
  const normal = carriers.length === 1 ? supportNormal(carriers[0] as BodyFacts, position) : null;
  const level = normal === null ? null : facing(camera, { point: position, normal });
  if (level !== null) return level;
  if (carriers.length === 0) return flightPlane(scene, state) ?? frontal;
  return length(velocity) < LEAST_SPEED ? frontal : (planeAlong(camera, position, velocity) ?? frontal);
}

/** What a verifier knows of a body before any frame is predicted. */
type Known = Omit<VerifiedBody, 'places' | 'whole'> & { readonly name: string; readonly plane: WorldPlane };

/** The greatest change of velocity, m/s², that what carries a body leaves it: by its friction, and down a slope. */
function slackOf(
  { up, gravity }: ClipScene,
  body: BodyFacts,
  state: BodyState,
  carriers: readonly BodyFacts[],
): number {
  const [carrier] = carriers;
  if (carrier === undefined) return 0;
  const normal = carriers.length === 1 ? supportNormal(carrier, state.position) : null;
  if (normal === null) return gravity;
  const pressed = Math.min(1, Math.max(0, dot(normal, up)));
  return gravity * (meanOf(body, carrier, 'friction') * pressed + Math.sqrt(1 - pressed * pressed));
}

function knownOf(scene: ClipScene, body: BodyFacts): Known {
  const { facts, events, fps, last, camera } = scene;
  const state = stateOf(scene, body, last);
  const touching = new Set(
    contactsOf(events, body.name).flatMap(({ other, begin, end }) =>
      begin * fps <= last && end * fps > last ? [other] : [],
    ),
  );
  const carriers = facts.bodies.filter(({ name }) => touching.has(name));
  const obstacles = facts.bodies.filter(
    ({ motion, passable, name }) => motion === 'fixed' && passable !== true && !touching.has(name),
  );
  const others = facts.bodies
    .filter(({ motion, name }) => motion !== 'fixed' && name !== body.name)
    .map((other) => ({ place: stateOf(scene, other, last).position, reach: reachOf(other.shape) }));
  const own = reachOf(body.shape);
  const eye = transformPoint(camera.worldFromCamera, [0, 0, 0]);
  const ahead = subtract(transformPoint(camera.worldFromCamera, [0, 0, 1]), eye);
  return {
    name: body.name,
    plane: planeOf(scene, state, carriers),
    velocity: state.velocity,
    flies: carriers.length === 0,
    slack: slackOf(scene, body, state, carriers),
    nears: (place, reach) =>
      obstacles.some((obstacle) => distanceTo(obstacle, place) <= own + reach) ||
      others.some((other) => length(subtract(place, other.place)) <= own + other.reach + reach),
    pixelsPerMetre: camera.intrinsics.fx / dot(subtract(state.position, eye), ahead),
    diameter: 2 * Math.sqrt((scene.truth.tracks.get(body.name)?.[0]?.area ?? 0) / Math.PI),
  };
}

/** What hangs on a hinge: it swings in its plane, is not struck, and its weight turns its course. */
const hanging = (scene: ClipScene): readonly Known[] =>
  swingsOf(scene).map(({ body, plane }) => ({
    ...knownOf(scene, body),
    ...{ plane, flies: false, slack: scene.gravity, nears: () => false },
    // What is seen of it is a part of the rod's way, so its first speed is not known.
    velocity: null,
  }));

const known = new WeakMap<ClipScene, readonly Known[]>();

/**
 * The bodies of a clip as the verifier follows them through frames: by what the context, the camera and the
 * fixed bodies tell, and nothing of what comes after. Of what hangs on joints only free pendulums are followed.
 */
export function verifiedBodies(scene: ClipScene, { tracks }: SeenBodies): VerifiedBody[] {
  const jointed = new Set(scene.facts.joints.map(({ child }) => child));
  const bodies =
    known.get(scene) ??
    [
      ...scene.facts.bodies
        .filter(({ name, motion }) => motion === 'dynamic' && !jointed.has(name))
        .map((body) => knownOf(scene, body)),
      ...hanging(scene),
    ].filter(({ name }) => tracks.has(name));
  known.set(scene, bodies);
  return bodies.map(({ name, plane, ...rest }) => {
    const track = tracks.get(name) ?? [];
    return {
      ...rest,
      places: track.map((point) =>
        point === null ? null : pointOnPlane(scene.camera, point.u, point.v, plane),
      ),
      whole: track.map((point) => point?.whole === true),
    };
  });
}
