import { dot, scale, type Vec3 } from '../../../core/pose.ts';
import type { BodyFacts } from '../../../core/recorded-episode.ts';
import { fitImpact, type Impact } from '../../../metrics/laws/fit-impact.ts';
import type { WorldPlane } from '../../../metrics/laws/point-on-plane.ts';
import { type Contact, contactsOf } from './body-contacts.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import { facing, flightPlane, placesOf } from './motion-plane.ts';
import { meanOf } from './pair-materials.ts';
import type { SeenBodies } from './see-bodies.ts';
import { supportNormal } from './support-normal.ts';

/** A blow in the truth that frames can be asked about. */
export type AskedImpact = {
  /** Whom it strikes: a ball that falls onto something fixed and level, or two that glide into one another. */
  readonly bodies: readonly BodyFacts[];
  /** Frames ahead, to a fraction. */
  readonly time: number;
  readonly restitution: number;
  /** Unit length; null for the direction in which the first is struck. */
  readonly normal: Vec3 | null;
  /** The same of frames; its time in frames ahead too. */
  readonly read: (seen: SeenBodies) => Impact | null;
};

/** A blow that lasts longer, seconds, is no blow: the body stays. */
const LONGEST_BLOW = 0.12;

/** The cosine to the vertical from which on a surface is level. */
const LEVEL = 0.9999;

const radiusOf = ({ shape }: BodyFacts): number | null => (shape.kind === 'sphere' ? shape.radius : null);

/** A ball's mass, kg. */
export const ballMass = (body: BodyFacts): number =>
  body.material.density * (4 / 3) * Math.PI * (radiusOf(body) ?? 0) ** 3;

type Window = { readonly first: number; readonly last: number; readonly planes: readonly WorldPlane[] };

function impactOf(
  scene: ClipScene,
  bodies: readonly BodyFacts[],
  { first, last, planes }: Window,
  acceleration: Vec3,
): AskedImpact['read'] {
  return ({ tracks }) => {
    const seen = bodies.flatMap((body, i) => {
      const track = tracks.get(body.name);
      if (track === undefined) return [];
      const places = placesOf(scene.camera, track.slice(first, last + 1), planes[i] as WorldPlane);
      return [{ places, acceleration }];
    });
    const impact = seen.length === bodies.length ? fitImpact(seen, 1 / scene.fps) : null;
    return impact === null ? null : { ...impact, time: impact.time * scene.fps + first };
  };
}

/** The window of frames ahead around a blow: from the contact before it to the one after. */
function windowOf({ fps, last, horizon }: ClipScene, contacts: readonly Contact[], blow: Contact) {
  const ends = contacts.filter(({ end }) => end <= blow.begin).map(({ end }) => end);
  const begins = contacts.filter(({ begin }) => begin >= blow.end).map(({ begin }) => begin);
  const first = Math.max(0, Math.ceil(Math.max(0, ...ends) * fps - 1e-9) - last);
  const end = Math.min(
    horizon,
    Math.floor(Math.min(horizon + last, Math.min(...begins) * fps) + 1e-9) - last,
  );
  const time = blow.begin * fps - last;
  return time > first + 1 && end - time > 2 ? { first, last: end, time } : null;
}

/** Rebounds of a ball from what is fixed and level. */
function rebounds(scene: ClipScene, ball: BodyFacts): AskedImpact[] {
  const { facts, events, up, gravity } = scene;
  const contacts = contactsOf(events, ball.name);
  return contacts.flatMap((blow) => {
    const other = facts.bodies.find(({ name }) => name === blow.other);
    const window = windowOf(scene, contacts, blow);
    if (other?.motion !== 'fixed' || window === null || blow.end - blow.begin > LONGEST_BLOW) return [];
    const state = stateOf(scene, ball, scene.last + window.first);
    const normal = supportNormal(other, state.position);
    const plane = flightPlane(scene, state);
    if (normal === null || plane === null || dot(normal, up) < LEVEL) return [];
    return [
      {
        bodies: [ball],
        ...{ time: window.time, normal: up, restitution: meanOf(ball, other, 'restitution') },
        read: impactOf(scene, [ball], { ...window, planes: [plane] }, scale(up, -gravity)),
      },
    ];
  });
}

/** Whether a ball glides: all that it lies on is fixed, level and, with it, without friction. */
function glides(scene: ClipScene, ball: BodyFacts): boolean {
  const under = contactsOf(scene.events, ball.name).flatMap(({ other, end }) => {
    const body = scene.facts.bodies.find(({ name }) => name === other);
    return body?.motion === 'fixed' && end === Number.POSITIVE_INFINITY ? [body] : [];
  });
  return under.some((body) => {
    const normal = supportNormal(body, stateOf(scene, ball, scene.last).position);
    return normal !== null && dot(normal, scene.up) >= LEVEL && meanOf(ball, body, 'friction') === 0;
  });
}

/** Blows between a ball and another that both glide. */
function collisions(scene: ClipScene, ball: BodyFacts, balls: readonly BodyFacts[]): AskedImpact[] {
  const lasting = ({ end }: Contact): boolean => end === Number.POSITIVE_INFINITY;
  return balls.flatMap((other) => {
    if (other.name <= ball.name || !glides(scene, ball) || !glides(scene, other)) return [];
    const contacts = [ball, other].flatMap(({ name }) =>
      contactsOf(scene.events, name).filter((contact) => !lasting(contact)),
    );
    const blow = contacts.find((contact) => contact.other === other.name || contact.other === ball.name);
    const window = blow === undefined ? null : windowOf(scene, contacts, blow);
    if (window === null) return [];
    const planes = [ball, other].flatMap((body) => {
      const { position } = stateOf(scene, body, scene.last);
      return facing(scene.camera, { point: position, normal: scene.up }) ?? [];
    });
    if (planes.length < 2) return [];
    return [
      {
        bodies: [ball, other],
        ...{ time: window.time, normal: null, restitution: meanOf(ball, other, 'restitution') },
        read: impactOf(scene, [ball, other], { ...window, planes }, [0, 0, 0]),
      },
    ];
  });
}

const asked = new WeakMap<ClipScene, readonly AskedImpact[]>();

/** The blows of a clip's truth that frames can be asked about; several laws ask of the same. */
export function impactsOf(scene: ClipScene): readonly AskedImpact[] {
  const known = asked.get(scene);
  if (known !== undefined) return known;
  const jointed = new Set(scene.facts.joints.map(({ child }) => child));
  const balls = scene.facts.bodies.filter(
    (body) => body.motion === 'dynamic' && radiusOf(body) !== null && !jointed.has(body.name),
  );
  const found = balls.flatMap((ball) => [...rebounds(scene, ball), ...collisions(scene, ball, balls)]);
  asked.set(scene, found);
  return found;
}
