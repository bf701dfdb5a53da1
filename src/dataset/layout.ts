import { join } from 'node:path';
import { isImage, type Modality } from '../core/frame.ts';
import type { ModalityEncodings } from '../core/modality-encoding/modality-encoding.ts';
import { VIDEO_FORMATS } from '../media/video-format.ts';

/** The version of the layout on disk that this code writes, and the newest that it reads. */
export const LAYOUT = 1;

export const PLAN_FILE = 'plan.json';
export const IDS_FILE = 'ids.json';
export const SHARDS_FOLDER = 'shards';
export const EPISODES_FOLDER = 'episodes';

/** Begins the names of folders in which files are written before they are committed. */
export const STAGING_PREFIX = '.staging-';

export const EPISODE_FILES = {
  facts: 'episode.json',
  steps: 'steps.parquet',
  events: 'events.jsonl',
  cameras: 'cameras.json',
} as const;

/** `<scene>-<six digits>`: the name of an episode, of its folder and of its shard. */
export const episodeId = (scene: string, index: number): string =>
  `${scene}-${String(index).padStart(6, '0')}`;

/** Most episodes of one scene, as an id has six digits for them. */
export const MAX_EPISODES = 1_000_000;

/** Most episodes of a plan, with their counterfactuals and twins: whoever opens it has a list of them. */
export const MAX_PLANNED = 4 * MAX_EPISODES;

/** Most frames of an episode. */
export const MAX_FRAMES = 100_000;

export const shardFile = (dir: string, shard: string): string => join(dir, SHARDS_FOLDER, `${shard}.json`);
export const episodeFolder = (dir: string, id: string): string => join(dir, EPISODES_FOLDER, id);

/** Holds an episode's sensors; no camera may have its name. */
export const SENSORS_FOLDER = 'sensors';

/** The file of what one sensor read, within its episode's folder. */
export const sensorFile = (sensor: string): string => `${SENSORS_FOLDER}/${sensor}.parquet`;

/** The file of one modality of a camera within its episode's folder, with `/` between names. */
export const modalityFile = (camera: string, modality: Modality, encodings: ModalityEncodings): string =>
  `${camera}/${modality}${isImage(modality) ? VIDEO_FORMATS[encodings[modality].pixel].extension : '.parquet'}`;

/** Text of a JSON file: two spaces, a line feed at the end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
