import { join } from 'node:path';
import type { BodyFacts, CameraFacts, EpisodeFacts } from '../../core/recorded-episode.ts';
import { columnValues } from '../../media/parquet.ts';
import { VIDEO_GOP } from '../../media/video-format.ts';
import { colorName } from '../caption/color-name.ts';
import { EPISODE_FILES } from '../layout.ts';
import type { Dataset, DatasetEpisode } from '../open-dataset.ts';
import { damaged, readCameras, readEpisodeFacts, readEvents, readTable, within } from '../read-episode.ts';
import { readFrames } from '../read-frames.ts';
import { episodeCameras, type RecordedCamera } from '../recorded-camera.ts';
import type { ClipNumbers } from './clip-numbers.ts';
import { type BodyMotion, measureMotion } from './measure-motion.ts';
import { pictureBrightness } from './measure-picture.ts';
import { seenShare } from './seen-share.ts';
import { type StateCourse, stateCourse } from './state-course.ts';

/** An episode as it is curated: its own facts, and the numbers of each of its cameras. */
export type MeasuredEpisode = {
  readonly facts: EpisodeFacts;
  readonly course: StateCourse;
  readonly clips: readonly { readonly camera: RecordedCamera; readonly numbers: ClipNumbers }[];
};

/** What stands for a speed that is no number, m/s. */
const NO_NUMBER = 1e6;

const COLUMNS = ['body_position', 'body_linear_velocity', 'body_angular_velocity'] as const;

/** Reads of steps.parquet only what tells how bodies move. */
async function readMotion(dataset: Dataset, id: string, bodies: number): Promise<BodyMotion> {
  const path = within(id, EPISODE_FILES.steps);
  const table = await readTable(dataset, path, { only: COLUMNS, mostRows: dataset.plan.frames });
  const [positions, linearVelocities, angularVelocities] = COLUMNS.map((name) => {
    const values = columnValues(table, name);
    if (values !== null && values.length === dataset.plan.frames * bodies * 3) return values;
    throw damaged(join(dataset.dir, path), `its column ${name} is not whole`);
  }) as [Float64Array, Float64Array, Float64Array];
  return { positions, linearVelocities, angularVelocities };
}

/** The greatest length of a row of vectors, m/s. */
function greatestSpeed(velocities: Float64Array): number {
  let most = 0;
  for (let i = 0; i < velocities.length; i += 3) {
    const speed = Math.hypot(velocities[i]!, velocities[i + 1]!, velocities[i + 2]!);
    if (!(speed <= NO_NUMBER)) return NO_NUMBER;
    most = Math.max(most, speed);
  }
  return most;
}

const colorsOf = (bodies: readonly BodyFacts[]): number =>
  new Set(bodies.filter(({ motion }) => motion !== 'fixed').map(({ color }) => colorName(color))).size;

/** Of the picture in the middle, or the one before it that a decoder can begin with: it costs one frame. */
async function brightnessOf(dataset: Dataset, id: string, camera: RecordedCamera): Promise<number | null> {
  if (!camera.modalities.includes('rgb')) return null;
  const middle = Math.floor(camera.frames / 2);
  const [picture] = await readFrames(dataset, id, camera.name, 'rgb', middle - (middle % VIDEO_GOP), 1);
  return picture === undefined ? null : pictureBrightness(picture);
}

/**
 * Measures one episode from its tables, and of each camera one picture.
 *
 * @param dataset - The one with that episode alone, so that nothing is searched for.
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function measureEpisode(
  dataset: Dataset,
  { id, scene }: DatasetEpisode,
): Promise<MeasuredEpisode> {
  const facts = await readEpisodeFacts(dataset, id);
  const { bodies } = facts;
  const [motion, events, found] = await Promise.all([
    readMotion(dataset, id, bodies.length),
    readEvents(dataset, id),
    readCameras(dataset, id),
  ]);
  const { fps } = dataset.plan;
  const byName = new Map(found.map((camera) => [camera.name, camera]));
  const speed = greatestSpeed(motion.linearVelocities);
  const shared = {
    speed,
    events: events.filter(({ kind }) => kind !== 'contact_end').length,
    colors: colorsOf(bodies),
  };
  const clips: { readonly camera: RecordedCamera; readonly numbers: ClipNumbers }[] = [];
  for (const camera of episodeCameras(dataset.plan, scene)) {
    const cameraFacts = byName.get(camera.name) as CameraFacts;
    const seen = measureMotion(bodies, motion, cameraFacts, fps);
    const boxed = camera.modalities.includes('boxes') ? await seenShare(dataset, id, camera, bodies) : null;
    clips.push({
      camera,
      numbers: {
        frames: camera.frames,
        seconds: (camera.frames * camera.every) / fps,
        motion: seen.motion,
        visible: boxed ?? seen.visible,
        ...shared,
        brightness: await brightnessOf(dataset, id, camera),
      },
    });
  }
  return { facts, course: stateCourse(bodies, motion.positions), clips };
}
