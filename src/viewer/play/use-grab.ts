import { useRef, useState } from 'preact/hooks';
import type { EpisodeCamera, WorldState } from '../../core/episode.ts';
import type { Hand } from '../../core/hand.ts';
import {
  conjugate,
  normalize,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '../../core/pose.ts';
import type { Played } from '../stage/stage.ts';
import type { Player } from './player.ts';
import { rayPoint, sightRay } from './sight-ray.ts';

/** A strike sets what it meets, a robot as a whole, moving at so many m/s; at most that many N·s. */
const STRIKE_SPEED = 0.6;
const MOST_IMPULSE = 200;

/** A body that is held: by which point of its own, and how far from the camera it is pulled. */
type Held = { readonly body: string; readonly point: Vec3; depthZ: number };

/** Where the pointer is, pixels of the image. */
export type ImagePoint = { readonly u: number; readonly v: number };

/** What was under the pointer when it went down. */
export type Grab = {
  /** Takes what is there; whether there is something that can be moved. */
  readonly take: (at: ImagePoint) => Promise<boolean>;
  /** Pulls it to where the pointer is, as far from the camera as it was taken. */
  readonly pull: (at: ImagePoint) => void;
  /** Pulls it nearer or pushes it away, by a factor. */
  readonly reach: (factor: number, at: ImagePoint) => void;
  readonly letGo: () => void;
  /** Strikes what is there, away from the camera. */
  readonly strike: (at: ImagePoint) => Promise<void>;
  /** What is held, and to where it is pulled; `null` for nothing. */
  readonly hand: Extract<Hand, { kind: 'pull' }> | null;
};

type GrabOptions = {
  readonly player: Player;
  readonly played: Played;
  readonly camera: () => EpisodeCamera;
  readonly size: readonly [width: number, height: number];
  readonly onHand: (hand: Hand | null) => void;
};

/** The point of the world in a body's own frame. */
function inBody(state: WorldState, index: number, point: Vec3): Vec3 {
  const position = Array.from(state.positions.subarray(3 * index, 3 * index + 3)) as unknown as Vec3;
  const turn = Array.from(state.orientations.subarray(4 * index, 4 * index + 4)) as unknown as Quaternion;
  return rotate(conjugate(turn), subtract(point, position));
}

/** Lets the pointer take bodies, pull them about and throw them. */
export function useGrab({ player, played, camera, size, onHand }: GrabOptions): Grab {
  const held = useRef<Held | null>(null);
  const [hand, setHand] = useState<Grab['hand']>(null);
  const rayAt = ({ u, v }: ImagePoint) => {
    const moment = player.moment();
    return moment === null ? null : sightRay(played.episode, camera(), moment.state, size, u, v);
  };
  const pull = (at: ImagePoint): void => {
    const ray = rayAt(at);
    if (held.current === null || ray === null) return;
    const { body, point, depthZ } = held.current;
    const next = { kind: 'pull' as const, body, point, target: rayPoint(ray, depthZ) };
    setHand(next);
    onHand(next);
  };
  /** The body that is there and can be moved, and where it is met. */
  const find = async (at: ImagePoint) => {
    const ray = rayAt(at);
    const hit = ray === null ? null : await player.pick(ray.origin, ray.direction);
    const moment = player.moment();
    if (ray === null || hit === null || moment === null) return null;
    const index = played.episode.bodies.findIndex(({ name }) => name === hit.body);
    if (played.episode.bodies[index]?.motion !== 'dynamic') return null;
    const point = inBody(moment.state, index, rayPoint(ray, hit.distance));
    const whole = played.episode.bodies[index]?.family;
    const mass = played.episode.bodies.reduce(
      (sum, { family }, i) =>
        i === index || (whole !== undefined && family === whole)
          ? sum + (moment.dynamics.masses[i] ?? 0)
          : sum,
      0,
    );
    return { ray, hit, point, mass };
  };
  return {
    hand,
    pull,
    take: async (at) => {
      const found = await find(at);
      if (found === null) return false;
      const { hit, point } = found;
      held.current = { body: hit.body, point, depthZ: hit.distance };
      pull(at);
      return true;
    },
    strike: async (at) => {
      const found = await find(at);
      if (found === null) return;
      const { ray, hit, point, mass } = found;
      const impulse = scale(normalize(ray.direction), Math.min(MOST_IMPULSE, STRIKE_SPEED * mass));
      onHand({ kind: 'push', body: hit.body, point, impulse });
    },
    reach: (factor, at) => {
      if (held.current === null) return;
      held.current.depthZ *= factor;
      pull(at);
    },
    letGo: () => {
      if (held.current === null) return;
      held.current = null;
      setHand(null);
      onHand(null);
    },
  };
}
