import type { ArraySpec } from '../../core/array-spec.ts';
import type { ToolkitErrorCode } from '../../core/error.ts';
import type { Hand } from '../../core/hand.ts';
import type { Vec3 } from '../../core/pose.ts';
import type { RayHit } from '../../physics/ray-caster.ts';
import type { SceneParameter } from '../../scene/fix-parameters.ts';
import type { PlayState } from '../../simulator/play-session.ts';
import type { Played } from '../stage/stage.ts';

/** What a person commands: held from the next frame on. */
export type PlayCommand = { readonly action: readonly number[] | null; readonly hand: Hand | null };

/** What a moment should tell beside the state; each costs a little. */
export type PlayAsks = { readonly contacts: boolean; readonly lidar: boolean };

/** What the page tells the thread that moves the scene. */
export type PlayOrder =
  | {
      readonly kind: 'open';
      /** The scene's file, as it was fetched. */
      readonly scene: unknown;
      readonly source: string;
      readonly seed: number;
      readonly parameters: Readonly<Record<string, number | string>>;
      readonly fps: number;
      /** Who acts while no action is commanded: a policy by its name; `null` for whoever shows best what the scene is about. */
      readonly policy: string | null;
      /** Played at once, up to that frame. */
      readonly frame: number;
    }
  /** Times as fast as the world; 0 pauses. */
  | { readonly kind: 'run'; readonly speed: number }
  | { readonly kind: 'step'; readonly physicsSteps: number }
  | { readonly kind: 'command'; readonly command: PlayCommand }
  | { readonly kind: 'policy'; readonly name: string }
  | { readonly kind: 'asks'; readonly asks: PlayAsks }
  /** What a ray meets first, world frame; answered under the same number. */
  | { readonly kind: 'pick'; readonly number: number; readonly origin: Vec3; readonly direction: Vec3 }
  /** The page has seen the last moment. */
  | { readonly kind: 'seen' }
  | { readonly kind: 'recording' };

/** The scene at one moment, as the page shows it. */
export type PlayMoment = PlayState & {
  /** Seconds of the world that passed in a second, lately. */
  readonly pace: number;
};

/** What there is to know of a scene that was opened, so that the page need not read it itself. */
export type PlayOpened = {
  readonly played: Played;
  /** What sliders can set. */
  readonly parameters: readonly SceneParameter[];
  /** Of the robot; `null` without one. */
  readonly spec: ArraySpec | null;
  /** Who acts while nobody drives, and who else could. */
  readonly policy: string;
  readonly policies: readonly string[];
};

/** What was done, as a file. */
export type SavedRecording = { readonly name: string; readonly frames: number; readonly text: string };

/** What the thread tells the page. */
export type PlayNews =
  | { readonly kind: 'opened'; readonly opened: PlayOpened }
  | { readonly kind: 'moment'; readonly moment: PlayMoment }
  | { readonly kind: 'picked'; readonly number: number; readonly hit: RayHit | null }
  | { readonly kind: 'recording'; readonly recording: SavedRecording }
  | {
      readonly kind: 'failed';
      readonly code: ToolkitErrorCode | 'unexpected';
      readonly message: string;
      readonly hint: string;
    };
