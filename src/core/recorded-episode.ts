import type { BodyBox } from './body-box.ts';
import type { CameraIntrinsics } from './camera.ts';
import type { CameraEffects } from './camera-effects.ts';
import type { Material } from './episode.ts';
import type { Joint } from './joint.ts';
import type { Lens } from './lens.ts';
import type { Mat4, Quaternion, Vec3 } from './pose.ts';
import type { Robot } from './robot.ts';
import type { MeshShape, Part, Plane, Primitive } from './shape.ts';
import type { Outcome } from './task.ts';
import type { Violation } from './violation.ts';

/** A mesh as episode.json tells of it: which, but not its triangles. */
export type MeshFacts = {
  readonly kind: 'mesh';
  readonly mesh: string;
  readonly triangles: number;
  readonly solid: MeshShape['solid'];
};

/** A shape of one piece. */
export type SimpleFacts = Primitive | Plane | MeshFacts;

/** A shape as episode.json tells of it. */
export type ShapeFacts =
  | SimpleFacts
  | {
      readonly kind: 'compound';
      readonly parts: readonly {
        readonly shape: SimpleFacts;
        readonly position: Vec3;
        readonly orientation: Quaternion;
        readonly material: Material | null;
        readonly role: Part['role'];
      }[];
    };

/** A body as episode.json tells of it. */
export type BodyFacts = {
  readonly name: string;
  /** Its instance id. */
  readonly id: number;
  readonly class: string;
  /** Its class's id. */
  readonly semanticId: number;
  readonly shape: ShapeFacts;
  readonly motion: 'fixed' | 'dynamic' | 'kinematic';
  /** Seen, but met by nothing. */
  readonly passable?: true;
  /** sRGB, `#rrggbb`. */
  readonly color: string;
  readonly material: Material;
  /** World frame, metres, as the episode begins. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/** A joint as episode.json tells of it. */
export type JointFacts = Omit<Joint, 'maxEffort' | 'maxVelocity'> & {
  /** N·m or N; rad/s or m/s. */
  readonly maxEffort: number | null;
  readonly maxVelocity: number | null;
};

/** A broken law as episode.json tells of it. */
export type ViolationFacts = Violation & {
  /** Seconds since the start; `null` where its moment did not come. */
  readonly time: number | null;
  /** The first frame that shows it. */
  readonly frame: number | null;
};

/** What an episode is made of. */
export type EpisodeFacts = {
  readonly id: string;
  readonly scene: string;
  readonly seed: number;
  readonly split: string;
  /**
   * Who acted, where the plan asked for more than its seeds give; a user's own by its file's name, and `recorded` for
   * what somebody did in the viewer.
   */
  readonly policy: string | null;
  /** Of what somebody did in the viewer: the named ranges that were set by hand; `null` of the others. */
  readonly fixedParameters: Readonly<Record<string, number | string>> | null;
  /** How it came out; `null` without a task, or where it came to no end. */
  readonly outcome: Outcome | null;
  /** How it should come out, where the plan says. */
  readonly outcomeWanted: Outcome | null;
  /** Of a counterfactual: the episode with which it shares all until the branch frame. */
  readonly parent: string | null;
  /** The first frame whose action is not the parent's. */
  readonly branchFrame: number | null;
  /** Of an impossible twin: which law is broken in it, to whom, and from when on; `null` for the others. */
  readonly violation: ViolationFacts | null;
  /** Of an impossible twin: the possible one, with which it shares all until then. */
  readonly twinOf: string | null;
  /** In the split `ood`: the parameters that lie outside of their ranges. */
  readonly beyond: readonly string[];
  /** In the split `combination`: the held-out combinations of shape, colour and material that it shows. */
  readonly heldOut: readonly string[];
  /** Physics steps a second. */
  readonly physicsRate: number;
  /** World frame, m/s². */
  readonly gravity: Vec3;
  /** The drawn value of every named range. */
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly robot: Robot | null;
  /** In the order of the state's rows. */
  readonly bodies: readonly BodyFacts[];
  /** In the order of the state's rows; `null` for no limit. */
  readonly joints: readonly JointFacts[];
  /** What the look added to be seen and not touched. */
  readonly decor: readonly BodyFacts[];
};

/** What happened, one row a frame. */
export type EpisodeSteps = {
  readonly frames: number;
  /** Seconds. */
  readonly time: Float64Array;
  /** Names of the bodies, in order. */
  readonly bodies: readonly string[];
  /** [frames, bodies, 3], metres, world frame. */
  readonly positions: Float64Array;
  /** [frames, bodies, 4], xyzw. */
  readonly orientations: Float64Array;
  /** [frames, bodies, 3], m/s and rad/s. */
  readonly linearVelocities: Float64Array;
  readonly angularVelocities: Float64Array;
  /** Names of the joints, in order. */
  readonly joints: readonly string[];
  /** [frames, joints]; rad or m, rad/s or m/s, N·m or N. */
  readonly jointPositions: Float64Array;
  readonly jointVelocities: Float64Array;
  readonly jointEfforts: Float64Array;
  /** For what led to the frame; 0 without a task and after its first end. */
  readonly reward: Float64Array;
  /** Shape [frames, actionDim]; row k is held during [k, k + 1). `null` where nothing acts. */
  readonly action: Float32Array | null;
  readonly actionDim: number;
};

/** A camera that recorded. */
export type CameraFacts = CameraIntrinsics & {
  readonly name: string;
  readonly lens: Lens;
  /** Z-depths drawn, metres. */
  readonly near: number;
  readonly far: number;
  /** It takes frames 0, n, 2n, … of the episode. */
  readonly every: number;
  readonly effects: CameraEffects;
  /** To which moment the labels of a blurred picture belong, in a sentence; `null` where nothing blurs. */
  readonly labels: string | null;
  /** The other camera of a stereo pair, and the metres between the two. */
  readonly stereo: { readonly twin: string; readonly baseline: number } | null;
  /** As the episode begins; OpenCV camera axes. */
  readonly worldFromCamera: Mat4;
  /** One for each of its frames, where it moves. */
  readonly worldFromCameraPerFrame: readonly Mat4[] | null;
};

/** What one camera saw of the bodies in one of its frames. */
export type FrameBoxes = {
  /** The frame of the episode. */
  readonly frame: number;
  readonly boxes: readonly BodyBox[];
};
