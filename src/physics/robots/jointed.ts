import type { ArraySpec } from '../../core/array-spec.ts';
import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Joint } from '../../core/joint.ts';
import type { JointsRobot } from '../../core/robot.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RobotController } from '../mover.ts';

/** What the controller of joints knows beside the engine. */
type JointedState = {
  /** Where motors aim under position control, rad or m: until the first action, where the joints began. */
  readonly targets: readonly number[];
  /** Held; `null` until the first. */
  readonly action: readonly number[] | null;
};

/** Stands for what a joint's URDF leaves open: an effort, N·m or N, and a speed, rad/s or m/s. */
const OPEN_EFFORT = 100;
const OPEN_SPEED = { turning: 10, sliding: 1 };
/** Gains for each N·m (or N) that a joint may exert: full effort at an error of 1/30 rad, and at 1/1.5 rad/s. */
const STIFFNESS = 30;
const DAMPING = 1.5;

const TURN = 2 * Math.PI;

const speedOf = ({ kind, maxVelocity }: Joint): number => {
  const open = kind === 'prismatic' ? OPEN_SPEED.sliding : OPEN_SPEED.turning;
  return Number.isFinite(maxVelocity) ? maxVelocity : open;
};
const effortOf = ({ maxEffort }: Joint): number => (Number.isFinite(maxEffort) ? maxEffort : OPEN_EFFORT);

/** One element a joint: its position, velocity or effort. */
export function jointedActionSpec({ joints: names, control }: JointsRobot, episode: Episode): ArraySpec {
  const joints = names.map((name) => jointOf(episode, name));
  const bounds = joints.map((joint): readonly [low: number, high: number] => {
    if (control === 'effort') return [-effortOf(joint), effortOf(joint)];
    if (control === 'position') return joint.limits ?? [-Math.PI, Math.PI];
    return [-speedOf(joint), speedOf(joint)];
  });
  const [turning, sliding] = { position: ['rad', 'm'], velocity: ['rad/s', 'm/s'], effort: ['N·m', 'N'] }[
    control
  ] as [string, string];
  return {
    ...{ name: `joint_${control}`, shape: [joints.length], dtype: 'float32' },
    low: bounds.map(([low]) => low),
    high: bounds.map(([, high]) => high),
    unit: joints.map(({ kind }) => (kind === 'prismatic' ? sliding : turning)),
    elements: names,
  };
}

/**
 * Drives the joints of a robot as they are told: by motors towards a position, no faster than each joint may
 * move, or at a velocity, within the effort that each may exert, or by that effort itself.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createJointed(
  { joints: names, control, stiffness, damping }: JointsRobot,
  episode: Episode,
  { joints: built }: BuiltWorld,
  from: JointedState | null,
): RobotController<JointedState> {
  const driven = names.map((name) => {
    const joint = jointOf(episode, name);
    const effort = effortOf(joint);
    const gains = { stiffness: stiffness ?? STIFFNESS * effort, damping: damping ?? DAMPING * effort };
    return { motor: built[episode.joints.indexOf(joint)] as (typeof built)[number], gains };
  });
  const targets = [...(from?.targets ?? driven.map(({ motor }) => motor.position()))];
  let action = from?.action ?? null;
  return {
    command(values) {
      if (values.length !== driven.length || !values.every(Number.isFinite)) {
        throw new ToolkitError(
          'argument/invalid',
          `An action for these joints must be ${driven.length} finite numbers, got [${Array.from(values)}].`,
          'Give one number a joint.',
        );
      }
      action = Array.from(values);
    },
    advance() {
      driven.forEach(({ motor, gains }, i) => {
        const told = action?.[i];
        if (control === 'position') {
          const target = targets[i] as number;
          const way = (told ?? target) - target;
          // Whatever turns for ever goes the shorter way round.
          const shortest = motor.joint.kind === 'continuous' ? way - TURN * Math.round(way / TURN) : way;
          const most = speedOf(motor.joint) / episode.physicsRate;
          targets[i] = target + Math.min(Math.max(shortest, -most), most);
          motor.drivePosition(targets[i] as number, gains);
        } else if (control === 'velocity') motor.driveVelocity(told ?? 0, gains.damping);
        else motor.applyEffort(told ?? 0);
      });
    },
    state: () => ({ targets: [...targets], action }),
  };
}

function jointOf({ joints }: Episode, name: string): Joint {
  const joint = joints.find((one) => one.name === name);
  if (joint !== undefined) return joint;
  throw new ToolkitError(
    'argument/invalid',
    `The robot must move a joint of the episode, got "${name}".`,
    'Correct the episode or its scene.',
  );
}
