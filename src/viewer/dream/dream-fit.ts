import type { EpisodeCamera } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { WorldModelContract } from '../../world-model/contract.ts';
import type { Played } from '../stage/stage.ts';

/** What the address asks for; `undefined` leaves it to scene and model. */
export type DreamWishes = {
  readonly camera: string | undefined;
  /** Pixels of a side, for models that take any size. */
  readonly side: string | undefined;
  readonly fps: string | undefined;
};

/** How scene and model are shown beside each other. */
export type DreamFit = {
  readonly camera: EpisodeCamera;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Rates that the scene can be shown at. */
  readonly rates: readonly number[];
};

/** Sides for models that take any size, pixels. */
export const SIDES = [32, 64, 96, 128, 192, 256] as const;

const DEFAULT_SIDE = 64;

/** Frames a second where neither the model nor the address says any: as datasets have. */
const DEFAULT_FPS = 12;

/** Frames that a recurrent model sees before it dreams, at least. */
const WARM_UP = 4;

/** Frames that must be known before a model dreams. */
export const knownFrames = ({ context, recurrent }: WorldModelContract): number =>
  recurrent.length === 0 ? context : Math.max(context, WARM_UP);

const RATES = [4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 30, 40, 48, 60];

/** A whole number of the address; `fallback` where there is none. */
function wish(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new ToolkitError(
    'argument/invalid',
    `${name} in the address must be a whole number of 1…${most}, got ${text}.`,
    'Mend the address, or leave it out.',
  );
}

/**
 * Size, camera and rate: the camera's own size wins, then the model's, then what is wished.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a wish that cannot be; `model/contract` when the scene cannot be
 *   shown at the model's rate.
 */
export function fitDream({ episode }: Played, contract: WorldModelContract, wishes: DreamWishes): DreamFit {
  const { physicsRate, cameras } = episode;
  const camera = cameras.find(({ name }) => name === (wishes.camera ?? cameras[0]?.name));
  if (camera === undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `camera in the address must be one of ${cameras.map(({ name }) => name).join(', ')}, got ${wishes.camera}.`,
      'Mend the address, or leave it out.',
    );
  }
  const side = wish(wishes.side, 'size', DEFAULT_SIDE, 512);
  const fps = wish(wishes.fps, 'fps', contract.fps ?? DEFAULT_FPS, physicsRate);
  if (physicsRate % fps !== 0) {
    throw new ToolkitError(
      'model/contract',
      `${contract.name} must be shown at a rate that divides the scene's ${physicsRate} physics steps a second, got ${fps}.`,
      'Choose another rate, or a model made for this scene.',
    );
  }
  return {
    ...{ camera, fps },
    width: camera.size?.[0] ?? contract.width ?? side,
    height: camera.size?.[1] ?? contract.height ?? side,
    rates: [...new Set([...RATES, fps])].filter((rate) => physicsRate % rate === 0).sort((a, b) => a - b),
  };
}
