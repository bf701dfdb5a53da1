import type { Episode, WorldState } from '#src/core/episode.ts';
import type { Table } from '#src/core/table.ts';
import { claimFolder } from '#src/dataset/claim-folder.ts';
import { asideName, commitEpisode } from '#src/dataset/commit.ts';
import type { ImageTracks, ImageTracksRequest } from '#src/dataset/image-tracks.ts';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan, type PlanRequest } from '#src/dataset/make-plan.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from '#src/dataset/plan.ts';
import { planEpisode } from '#src/dataset/plan-episode.ts';
import { planClasses, planHash, planIds } from '#src/dataset/plan-file.ts';
import { type RecordedFrame, recordEpisode } from '#src/dataset/record-episode.ts';
import { episodeCameras } from '#src/dataset/recorded-camera.ts';
import { closeStaging } from '#src/dataset/staging.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { flatDynamics } from '../../fixtures/flat-dynamics.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { type TracedWorld, traceFrame } from './traced-world.ts';

const ball = (name: string, radius: number, position: readonly number[], color: string) => ({
  ...{ name, class: 'ball', shape: { kind: 'sphere', radius }, material: 'clay', position, color },
});

/** Three balls that drift over a ground, seen by a still camera, a stereo pair on an orbit, and a rider. */
export const ballsScene = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  minimalScene({
    name: 'balls',
    bodies: [
      {
        ...{ name: 'ground', shape: { kind: 'plane', size: 8 }, material: 'clay', motion: 'fixed' },
        color: '#c9c4b8',
      },
      ball('blue', 0.45, [-0.9, 0.6, 0.45], '#3b6fd0'),
      ball('red', 0.35, [0.1, -0.3, 0.35], '#d8483b'),
      ball('yellow', 0.25, [0.9, 0.2, 0.25], '#e8b53a'),
    ],
    lights: [
      { kind: 'ambient', intensity: 0.4 },
      { kind: 'sun', intensity: 0.8, direction: [0.5, 0.6, -1] },
    ],
    cameras: [
      {
        ...{ name: 'front', position: [0, -3.2, 1.6], look_at: [0, 0, 0.35], fov_deg: 45 },
        ...{ near: 0.1, far: 20, exposure: 0.5, noise: { full_well: 1000, read: 2 } },
        ...{ shutter: { share: 0.5 }, stereo_depth: { baseline: 0.05 } },
      },
      {
        ...{ name: 'eyes', position: [2.4, -2.2, 1.4], look_at: [0, 0, 0.3], fov_deg: 50 },
        ...{ near: 0.1, far: 20, stereo: { baseline: 0.12 }, orbit: { period: 8 }, every: 2 },
        ...{ size: [48, 32], lens: { kind: 'brown-conrady', k1: -0.05 } },
      },
      {
        ...{ name: 'rider', on: 'blue', position: [0, 0, 0.8], look_at: [1, -0.6, 0.2], fov_deg: 70 },
        ...{ near: 0.1, far: 20, every: 3 },
      },
    ],
    sensors: [
      { kind: 'imu', name: 'imu', on: 'red', rate_hz: 120 },
      { kind: 'contact', name: 'bumper', on: 'red', rate_hz: 60 },
    ],
    ...changes,
  });

export const ballsPlan = async (request: Partial<PlanRequest> = {}): Promise<Plan> =>
  makePlan(
    {
      scenes: [parseScene(ballsScene(), 'a test')],
      ...{ episodes: 1, frames: 7, width: 32, height: 24, modalities: ['all'] },
      ...request,
    },
    await madeBy({ name: 'none', description: 'traced by a test' }),
  );

/** The bodies drift evenly: red to the right, yellow towards the left behind it. */
function stateOf(episode: Episode, frame: number, fps: number): WorldState {
  const time = frame / fps;
  const speeds: Readonly<Record<string, readonly number[]>> = { red: [0.5, 0.4, 0], yellow: [-0.8, 0.1, 0] };
  const count = episode.bodies.length;
  const positions = episode.bodies.flatMap(({ name, position }) =>
    position.map((value, axis) => Math.fround(value + (speeds[name]?.[axis] ?? 0) * time)),
  );
  return {
    step: (frame * episode.physicsRate) / fps,
    positions: Float64Array.from(positions),
    orientations: Float64Array.from({ length: 4 * count }, (_, i) => (i % 4 === 3 ? 1 : 0)),
    linearVelocities: new Float64Array(3 * count),
    angularVelocities: new Float64Array(3 * count),
  };
}

export function tracedWorld(plan: Plan, planned: PlannedEpisode): TracedWorld {
  const episode = planEpisode(plan, planned);
  const states = Array.from({ length: plan.frames }, (_, frame) => stateOf(episode, frame, plan.fps));
  return { episode, states, ids: planIds(plan), classes: planClasses(plan) };
}

/** Readings of one sensor. */
export const tracedReadings = (name: string): Table => ({
  rows: 4,
  columns: [
    { name: 'time', type: 'float64', unit: 's', values: [0, 0.25, 0.5, 0.75] },
    {
      ...{ name: name === 'imu' ? 'specific_force' : 'force', type: 'float32', width: 3 },
      ...{ unit: name === 'imu' ? 'm/s²' : 'N', values: Array.from({ length: 12 }, (_, i) => i / 4) },
    },
  ],
});

export async function* tracedFrames(plan: Plan, planned: PlannedEpisode): AsyncGenerator<RecordedFrame> {
  const world = tracedWorld(plan, planned);
  const cameras = episodeCameras(plan, planned.scene);
  for (const [frame, state] of world.states.entries()) {
    const taking = cameras.filter(({ every }) => frame % every === 0);
    const last = frame === plan.frames - 1;
    yield {
      ...{
        frame,
        state,
        action: null,
        events: [],
        outcome: null,
        brokenAt: null,
        reward: 0,
        terminated: false,
      },
      dynamics: flatDynamics(world.episode.bodies.length),
      views: Object.fromEntries(taking.map((camera) => [camera.name, traceFrame(world, camera, frame)])),
      sensors: last
        ? Object.fromEntries(world.episode.sensors.map(({ name }) => [name, tracedReadings(name)]))
        : null,
    };
  }
}

/** Records a plan of traced episodes. */
export async function traceDataset(
  dir: string,
  plan: Plan,
  openTracks?: (request: ImageTracksRequest) => Promise<ImageTracks>,
): Promise<void> {
  const staging = await claimFolder(dir, plan);
  for (const planned of plannedEpisodes(plan)) {
    const made = asideName(staging, planned.id);
    const request = { plan, planned, episode: planEpisode(plan, planned) };
    const frames = tracedFrames(plan, planned);
    const { files } = await recordEpisode(made, {
      ...request,
      frames,
      ...(openTracks === undefined ? {} : { openTracks }),
    });
    await commitEpisode(dir, staging, made, { episode: planned.id, planSha256: planHash(plan), files });
  }
  await closeStaging(dir, staging);
}
