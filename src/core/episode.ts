import type { Actor } from './actor.ts';
import type { CameraEffects } from './camera-effects.ts';
import type { CameraMount } from './camera-mount.ts';
import type { Disturbance } from './disturbance.ts';
import type { Joint, JointState } from './joint.ts';
import type { Lens } from './lens.ts';
import type { Mat4, Quaternion, Vec3 } from './pose.ts';
import type { Robot } from './robot.ts';
import type { Sensor } from './sensor.ts';
import type { CompoundShape, SimpleShape } from './shape.ts';
import type { Task } from './task.ts';
import type { Violation } from './violation.ts';

/**
 * A body's shape in its own frame, metres. Primitives are centred on the origin, meshes and compounds
 * lie where they lie. Cylinders and capsules stand along Z; a capsule's `height` is that of its
 * cylindrical part.
 */
export type Shape = SimpleShape | CompoundShape;

/** What a body is made of. */
export type Material = {
  readonly name: string;
  /** kg/m³, > 0. */
  readonly density: number;
  /** Coulomb coefficient, ≥ 0. */
  readonly friction: number;
  /** 0…1. */
  readonly restitution: number;
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  /** 0 = a mirror, 1 = chalk. */
  readonly roughness: number;
  /** 0 = a dielectric, 1 = a metal. */
  readonly metalness: number;
  /** What is painted on it, or `null` for the plain colour. */
  readonly texture: Texture | null;
};

/** The patterns that are made here. */
export const PATTERNS = [
  'checker',
  'stripes',
  'wood',
  'marble',
  'speckle',
  'bricks',
  'tiles',
  'weave',
  'facade',
] as const;

/** A pattern between two colours: the material's own and `color`. */
export type Texture = {
  readonly pattern: (typeof PATTERNS)[number];
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  /** Edge of one repeat of the pattern on the surface, metres. */
  readonly size: number;
  /** Moves the pattern, in repeats. */
  readonly offset: readonly [number, number];
};

/** One rigid body as an episode begins. */
export type Body = {
  /** Stable and unique within the scene; the instance id follows from it. */
  readonly name: string;
  /** What kind of thing it is, such as `box`; the semantic id follows from it. */
  readonly class: string;
  readonly shape: Shape;
  readonly material: Material;
  /** `kinematic` bodies move as they are told (robots) and are moved by nothing. */
  readonly motion: 'fixed' | 'dynamic' | 'kinematic';
  /** World frame, metres. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
  /** World frame, m/s and rad/s. */
  readonly linearVelocity: Vec3;
  readonly angularVelocity: Vec3;
  /** Instead of what shape and density give. */
  readonly mass?: MassProperties;
  /** Bodies of one family, a robot's links say, do not meet each other. */
  readonly family?: string;
  /** Seen, but met by nothing: a wheel that its car carries, say. Without mass, unless it is dynamic. */
  readonly passable?: true;
};

/** A body's mass and how it is spread. */
export type MassProperties = {
  /** kg, > 0. */
  readonly mass: number;
  /** Body frame, metres. */
  readonly centerOfMass: Vec3;
  /** About the centre of mass along the principal axes, kg·m². */
  readonly principalInertia: Vec3;
  /** Turns the principal axes into the body's frame. */
  readonly principalAxes: Quaternion;
};

/** Suns that one episode may have: every sun costs a shadow map, and its terms stand in the shaders' text. */
export const MAX_SUNS = 4;

/** A light; colours are sRGB `#rrggbb`, intensity is a linear factor (1 lights white to white). */
export type Light =
  | { readonly kind: 'ambient'; readonly color: string; readonly intensity: number }
  | {
      readonly kind: 'sun';
      readonly color: string;
      readonly intensity: number;
      /** The direction in which its light travels, world frame, unit length. */
      readonly direction: Vec3;
      readonly shadow: boolean;
    };

/** A camera; what its size in pixels leaves open belongs to the plan. */
export type EpisodeCamera = {
  readonly name: string;
  /** Where it is as the episode begins; OpenCV camera axes. */
  readonly worldFromCamera: Mat4;
  readonly mount: CameraMount;
  /** Height of the image as an angle, degrees; what a pinhole of the same focal length would see. */
  readonly fovDeg: number;
  readonly lens: Lens;
  /** Pixels, even; `null` for the plan's. */
  readonly size: readonly [width: number, height: number] | null;
  /** It takes every n-th frame: 0, n, 2n, … */
  readonly every: number;
  readonly effects: CameraEffects;
  /** Nearest and farthest Z-depth drawn, metres. */
  readonly near: number;
  readonly far: number;
};

/** A sky that pales towards the horizon; colours are sRGB `#rrggbb`. */
export type Sky = {
  readonly zenith: string;
  readonly horizon: string;
  /** Below the horizon. */
  readonly ground: string;
};

/** One concrete episode: what (scene, seed) gives, with nothing left to chance. */
export type Episode = {
  readonly scene: string;
  /** 0…2⁵³ − 1. */
  readonly seed: number;
  /** World frame, m/s². */
  readonly gravity: Vec3;
  /** Physics steps a second; `fps` divides it. */
  readonly physicsRate: number;
  readonly solverIterations: number;
  /** In canonical order: sorted by name, by code unit. */
  readonly bodies: readonly Body[];
  /** In canonical order: sorted by name, by code unit. */
  readonly joints: readonly Joint[];
  /**
   * Fixed bodies that are only seen: they are drawn and have ids, but physics leaves them out, so that
   * they change no trajectory, and no state has a row for them. Sorted by name.
   */
  readonly decor: readonly Body[];
  readonly lights: readonly Light[];
  readonly cameras: readonly EpisodeCamera[];
  readonly robot: Robot | null;
  /** Who else acts, in canonical order: sorted by name, by code unit. */
  readonly actors: readonly Actor[];
  /** What pushes from outside, where something does. */
  readonly disturbances?: readonly Disturbance[];
  /** What is to be done, or `null`. */
  readonly task: Task | null;
  /** sRGB `#rrggbb` where nothing is drawn. */
  readonly background: string;
  /** What lies behind everything instead of the plain background, or `null`. */
  readonly sky: Sky | null;
  readonly sensors: readonly Sensor[];
  /** Of an impossible twin: the law that is broken in it. */
  readonly violation?: Violation;
  /** The drawn value of every named range of the scene. */
  readonly parameters: Readonly<Record<string, number | string>>;
};

/** Where everything is at one moment, world frame; one row a body, in the episode's order. */
export type WorldState = {
  /** Physics steps since the start. */
  readonly step: number;
  /** [bodies, 3], metres. */
  readonly positions: Float64Array;
  /** [bodies, 4], xyzw. */
  readonly orientations: Float64Array;
  /** [bodies, 3], m/s. */
  readonly linearVelocities: Float64Array;
  /** [bodies, 3], rad/s. */
  readonly angularVelocities: Float64Array;
  /** Where the episode has joints. */
  readonly joints?: JointState;
};

/** Something that happened between two bodies; `a` < `b` by code unit. */
export type EpisodeEvent = {
  readonly kind: 'contact_begin' | 'contact_end' | 'near_miss';
  /** Seconds since the start: physics step ÷ physics rate. */
  readonly time: number;
  /** The frame in whose interval (k − 1, k] it happened. */
  readonly frame: number;
  readonly a: string;
  readonly b: string;
  /** Of a `contact_end`: the sum of the normal impulses while they touched, N·s. */
  readonly impulse?: number;
  /** Of a near miss, s: the least while the danger lasted, had both kept their velocities. */
  readonly timeToCollision?: number;
};

/** The body of that name's place in an episode's order, or −1. */
export const bodyIndex = (episode: Episode, name: string): number =>
  episode.bodies.findIndex((body) => body.name === name);
