import { multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '#src/core/pose.ts';
import type { Arm } from '#src/core/robot.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan, type PlanRequest } from '#src/dataset/make-plan.ts';
import type { Plan, PlannedEpisode } from '#src/dataset/plan.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import type { RecordedFrame } from '#src/dataset/record-episode.ts';
import { flatDynamics } from '../../../fixtures/flat-dynamics.ts';
import { episodeOf, paintDataset } from '../painted-dataset.ts';

/** Where the arm's base stands, world frame: not at the origin, and turned. */
const BASE: readonly [Vec3, Quaternion] = [
  [0.3, -0.2, 0.5],
  [0, 0, Math.sin(0.4), Math.cos(0.4)],
];

/** Where the flange is in frame k, from the base: metres, and a quaternion xyzw. */
export type FlangeCourse = (k: number) => readonly [Vec3, Quaternion];

/** How far each of the two fingers is open in frame k, of 0.04 m. */
export const fingerOpening = (k: number): number => 0.01 + 0.0005 * k;

/** An arm that is moved by hand: flange, joints and gripper as a test says; pictures are plain. */
async function* armFrames(
  plan: Plan,
  planned: PlannedEpisode,
  course: FlangeCourse,
): AsyncGenerator<RecordedFrame> {
  const episode = episodeOf(plan, planned);
  const { bodies, joints } = episode;
  const arm = episode.robot as Arm;
  const [base, hand] = [arm.base, arm.hand].map((one) => bodies.findIndex(({ name }) => name === one));
  const { width, height } = plan;
  const rgb = new Uint8Array(3 * width * height);
  for (let frame = 0; frame < plan.frames; frame++) {
    const positions = Float64Array.from(bodies.flatMap(({ position }) => position));
    const orientations = Float64Array.from(bodies.flatMap(({ orientation }) => orientation));
    const place = (body: number, at: Vec3, turn: Quaternion): void => {
      positions.set(at, 3 * body);
      orientations.set(turn, 4 * body);
    };
    const [at, turn] = course(frame);
    place(base as number, ...BASE);
    const moved = rotate(BASE[1], at).map((value, i) => value + (BASE[0][i] as number));
    place(hand as number, moved as unknown as Vec3, multiplyQuaternions(BASE[1], turn));
    const [none, zeros] = [new Float64Array(3 * bodies.length), new Float64Array(joints.length)];
    const jointPositions = joints.map(({ name, kind }, i) =>
      name.includes('finger') ? fingerOpening(frame) : kind === 'fixed' ? 0 : i / 10 + frame / 50,
    );
    yield {
      frame,
      state: {
        ...{ step: frame * 16, positions, orientations, linearVelocities: none, angularVelocities: none },
        joints: { positions: Float64Array.from(jointPositions), velocities: zeros, efforts: zeros },
      },
      action: Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0.08 - frame * 0.001),
      ...{ reward: 0, terminated: false, dynamics: flatDynamics(bodies.length, 0) },
      events: [],
      views: Object.fromEntries(
        planned.cameras.map((camera, i) => [
          camera,
          { width, height, boxes: null, images: { rgb: rgb.fill(40 * i + frame) } },
        ]),
      ),
      outcome: planned.index === 0 ? 'success' : null,
      ...{ brokenAt: null, sensors: null },
    };
  }
}

/** Makes a dataset of `robots/arm-reach`, whose flange goes as `course` says. */
export async function paintArm(
  dir: string,
  request: Omit<PlanRequest, 'scenes'>,
  course: FlangeCourse,
): Promise<void> {
  const scene = { ...readSceneFile('robots/arm-reach'), sensors: [] };
  const plan = await makePlan(
    { scenes: [scene], fps: 15, modalities: ['rgb'], ...request },
    await madeBy({ name: 'none', description: 'painted by a test' }),
  );
  await paintDataset(dir, plan, (whole, planned) => armFrames(whole, planned, course));
}
