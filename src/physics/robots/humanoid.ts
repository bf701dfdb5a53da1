import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { add, type Quaternion, type Vec3 } from '../../core/pose.ts';
import type { Humanoid } from '../../core/robot.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { RobotController } from '../mover.ts';
import { type Anatomy, anatomyOf, type Rest, restOf } from './humanoid/anatomy.ts';
import { balanceForces } from './humanoid/balance.ts';
import { holdingEfforts } from './humanoid/holding-efforts.ts';
import { readMotion, type TreeMotion } from './humanoid/link-tree.ts';
import { reachTowards } from './humanoid/reach.ts';
import { bulkOf, outOfStance, stanceOf } from './humanoid/stance.ts';
import { AT_EASE, type HumanoidCommand, readCommand } from './humanoid-action.ts';

/** What a humanoid knows beside the engine. */
type HumanoidState = {
  readonly command: HumanoidCommand;
  /** The command's height and lean as they are followed, m. */
  readonly height: number;
  readonly lean: readonly [ahead: number, left: number];
  /** Where each link's joint aims, rad; those of the legs are not used. */
  readonly aims: readonly number[];
  readonly rest: Rest;
};

/** How fast height and lean follow the command, m/s. */
const SQUAT_SPEED = 0.25;
const LEAN_SPEED = 0.08;
/** N·m/rad for each N·m that a joint of trunk or arm may exert, and damping as a share of that, s. */
const STIFFNESS = 4;
const DAMPING = 1 / 15;
/** Of the legs' joints beside what balance asks of them, N·m·s/rad. */
const LEG_DAMPING = 2;
/** Below this share of its resting height over the feet the bulk has fallen: the joints go limp. */
const FALLEN = 0.5;
/** N·m·s/rad */
const LIMP_DAMPING = 4;
/**
 * Solver iterations beyond the scene's. What each joint must carry is fed forward, so that these agree without
 * the 16 that other joints ask for, at nearly twice the speed.
 */
const ITERATIONS = 4;

/**
 * Keeps a humanoid on its feet. Each physics step it decides what the feet should press on the ground with
 * (`balanceForces`), and the joints exert what carries that and the links' weight (`holdingEfforts`); trunk
 * and arms hold a posture as well, in which damped least squares bring the palms where they should be.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createHumanoid(
  robot: Humanoid,
  episode: Episode,
  built: BuiltWorld,
  from: HumanoidState | null,
): RobotController<HumanoidState> {
  const anatomy = anatomyOf(robot, episode, built);
  const { links, mass, feet } = anatomy;
  const dt = 1 / episode.physicsRate;
  if (from === null) for (const { body } of links) body.setAdditionalSolverIterations(ITERATIONS);
  const rest = from?.rest ?? restOf(anatomy, robot);
  let command = from?.command ?? AT_EASE;
  let height = from?.height ?? 0;
  let lean = from?.lean ?? ([0, 0] as const);
  let aims = from?.aims ?? rest.aims;

  return {
    command(action) {
      if (action.length !== 9 || !action.every(Number.isFinite)) throw badAction(action);
      command = readCommand(action);
    },
    advance() {
      const motion = readMotion(links);
      const stance = stanceOf(motion, robot, feet);
      const follow = (from: number, to: number, speed: number): number =>
        from + Math.min(Math.max(to - from, -speed * dt), speed * dt);
      height = follow(height, command.height, SQUAT_SPEED);
      lean = [follow(lean[0], command.lean[0], LEAN_SPEED), follow(lean[1], command.lean[1], LEAN_SPEED)];
      if (motion.center[2] - stance.middle[2] < FALLEN * rest.height) {
        for (const { joint } of links) joint?.driveVelocity(0, LIMP_DAMPING);
        return;
      }
      const wanted = outOfStance(stance, [...lean, rest.height + height]);
      const forces = balanceForces({ mass, ...bulkOf(motion, stance), wanted }, stance.soles);
      const outer = forces.map((force, side) => ({ link: feet[side] as number, ...force }));
      const efforts = holdingEfforts(links, motion, episode.gravity, outer);
      const palms = command.hands.map((hand, side) =>
        outOfStance(stance, add(add(rest.palms[side] as Vec3, hand), [0, 0, height])),
      );
      const next = reachingAims(anatomy, motion, palms, aims, rest.aims, dt);
      drive(
        anatomy,
        next,
        efforts,
        next.map((aim, i) => (aim - (aims[i] as number)) / dt),
      );
      aims = next;
    },
    state: () => ({ command, height, lean, aims, rest }),
  };
}

/** The aims of all joints after both palms neared where they should be, world frame. */
function reachingAims(
  { arms, torso, links }: Anatomy,
  { positions, orientations }: TreeMotion,
  palms: readonly Vec3[],
  aims: readonly number[],
  rest: readonly number[],
  dt: number,
): readonly number[] {
  const base = { position: positions[torso] as Vec3, orientation: orientations[torso] as Quaternion };
  const next = [...aims];
  arms.forEach(({ chain, joints }, side) => {
    const of = (values: readonly number[]): readonly number[] => joints.map((i) => values[i] as number);
    const now = joints.map((i) => links[i]?.joint?.position() ?? 0);
    const reached = reachTowards(chain, base, palms[side] as Vec3, now, of(aims), of(rest), dt);
    joints.forEach((i, k) => {
      next[i] = reached[k] as number;
    });
  });
  return next;
}

/** Trunk and arms pull towards their aims, beside the efforts that every joint exerts. */
function drive(
  { links, isLeg }: Anatomy,
  aims: readonly number[],
  efforts: Float64Array,
  rates: readonly number[],
): void {
  links.forEach(({ joint }, i) => {
    if (joint === null) return;
    const stiffness = isLeg[i] ? 0 : STIFFNESS * joint.joint.maxEffort;
    const damping = isLeg[i] ? LEG_DAMPING : DAMPING * stiffness;
    // A motor that misses this speed exerts the effort beside what moves it: one motor does both.
    const velocity = (efforts[i] as number) / damping + (rates[i] as number);
    joint.drivePosition(aims[i] as number, { stiffness, damping }, { velocity });
  });
}

const badAction = (action: Float32Array): ToolkitError =>
  new ToolkitError(
    'argument/invalid',
    `An action for the humanoid must be nine finite numbers (m), got [${Array.from(action)}].`,
    'Give the height, the lean and where the two hands should be.',
  );
