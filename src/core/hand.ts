import type { Vec3 } from './pose.ts';

/** What a person's hand does to a body during one frame. */
export type Hand =
  | {
      /** Pulls a point of the body towards a place, as by a damped spring; let go, the body keeps its velocity. */
      readonly kind: 'pull';
      /** Name of a dynamic body. */
      readonly body: string;
      /** The point that is held, body frame, metres. */
      readonly point: Vec3;
      /** Where it is pulled to by the frame's end, world frame, metres. */
      readonly target: Vec3;
    }
  | {
      /** Strikes the body once, as the frame begins. */
      readonly kind: 'push';
      readonly body: string;
      /** Where, body frame, metres. */
      readonly point: Vec3;
      /** World frame, N·s. */
      readonly impulse: Vec3;
    };
