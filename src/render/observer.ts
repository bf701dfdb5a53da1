import { worldFromCameraAt } from '../core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '../core/episode.ts';
import type { Frame, Modality } from '../core/frame.ts';
import { joinDecor, joinDecorState } from '../core/join-decor.ts';
import type { Mat4 } from '../core/pose.ts';
import { type CameraViews, cameraViews } from './camera-views.ts';
import { deriveFrame, type Seen } from './derive-frame.ts';
import { motionBlur } from './effects/motion-blur.ts';
import type { Renderer, World } from './renderer.ts';
import type { PinholeView } from './tile-camera.ts';
import type { TileImages } from './tile-images.ts';

/** What to see of an episode. */
export type ObserveOptions = {
  /** Pixels, even; a camera's own size wins. */
  readonly width: number;
  readonly height: number;
  /** Names of the cameras. */
  readonly cameras: readonly string[];
  readonly modalities: readonly Modality[];
  /** Instance id of every body, and id of every class, by name. */
  readonly ids: Readonly<Record<string, number>>;
  readonly classIds: Readonly<Record<string, number>>;
};

/** A frame's moment: its state, and for each camera that blurs those in which its shutter is open. */
export type Moment = {
  readonly frame: number;
  readonly state: WorldState;
  readonly shutter: Readonly<Record<string, readonly WorldState[]>>;
};

/** Moments that are drawn together: as many worlds as one pass takes. */
const CHUNK = 16;

/** What rendering must give for these modalities; all but pictures rest on the truth. */
const RENDERED = {
  picture: ['rgb', 'rgb_clean'],
  normal: ['normal'],
  surface: ['albedo', 'shadow'],
} as const;

type Watched = { readonly camera: EpisodeCamera; readonly views: CameraViews };
type Shot = { readonly world: World; readonly view: PinholeView };

/** The camera's picture as its shutter sees it: the mean of the moments in which it is open. */
function blurred(
  { camera, views }: Watched,
  { shutter }: Moment,
  pictures: readonly Uint8Array[],
): Uint8Array | null {
  const open = shutter[camera.name];
  if (open === undefined) return null;
  const faces = pictures.length / open.length;
  return motionBlur(open.map((_, i) => views.combineRgb(pictures.slice(i * faces, (i + 1) * faces))));
}

/** Draws a chunk of moments by every camera that takes them, as few passes as can be. */
async function drawChunk(
  renderer: Renderer,
  episode: Episode,
  { ids, modalities }: ObserveOptions,
  watched: readonly Watched[],
  moments: readonly Moment[],
): Promise<Map<Moment, Map<string, Seen>>> {
  const bends = watched.some(({ camera }) => camera.lens.kind !== 'pinhole');
  const asks = (names: readonly Modality[]): boolean => names.some((name) => modalities.includes(name));
  const pictures: readonly Modality[] = RENDERED.picture;
  const channels = {
    // A lens is gathered from its views by what they show where.
    truth: bends || !modalities.every((name) => pictures.includes(name)),
    normal: bends || asks(RENDERED.normal),
    surface: asks(RENDERED.surface),
  };
  const whole = joinDecor(episode);
  const worlds = new Map<WorldState, World>();
  const worldOf = (state: WorldState): World => {
    const world = worlds.get(state) ?? { episode: whole, ids, state: joinDecorState(episode, state) };
    worlds.set(state, world);
    return world;
  };
  const shots: Shot[] = [];
  const sights = moments.flatMap((moment) =>
    watched
      .filter(({ camera }) => moment.frame % camera.every === 0)
      .map((one) => {
        const worldFromCamera = worldFromCameraAt(episode, one.camera, moment.state);
        const add = (state: WorldState, pose: Mat4): number => {
          const views = one.views.views(pose);
          for (const view of views) shots.push({ world: worldOf(state), view });
          return views.length;
        };
        const first = shots.length;
        const count = add(moment.state, worldFromCamera);
        for (const state of moment.shutter[one.camera.name] ?? [])
          add(state, worldFromCameraAt(episode, one.camera, state));
        return { moment, one, worldFromCamera, first, count, end: shots.length };
      }),
  );
  const tiles = await renderer.draw(shots, channels);
  const seen = new Map<Moment, Map<string, Seen>>(moments.map((moment) => [moment, new Map()]));
  for (const { moment, one, worldFromCamera, first, count, end } of sights) {
    const images = one.views.combine(tiles.slice(first, first + count) as TileImages[]);
    const pictures = tiles.slice(first + count, end).map(({ rgb }) => rgb);
    seen.get(moment)?.set(one.camera.name, {
      camera: one.camera,
      frame: moment.frame,
      images,
      blurred: blurred(one, moment, pictures),
      truth: {
        ...{ episode: whole, ids, model: one.views.model, directions: one.views.directions },
        worldFromCamera,
        ...{ state: worldOf(moment.state).state, depthZ: images.depthZ, instanceId: images.instanceId },
      },
    });
  }
  return seen;
}

/** A moment and what was seen of it, by camera. */
export type Observed<M> = { readonly moment: M; readonly views: Readonly<Record<string, Frame>> };

/**
 * Shows an episode: draws its moments, sixteen together, and gives what was asked for of each, in order.
 * A moment is given when every camera's next one is drawn, since flow and occlusion look ahead.
 *
 * @param moments - Of frames 0, 1, 2, …; asked for as they are needed.
 * @throws {@link ToolkitError} `device/lost`.
 */
export async function* observeEpisode<M extends Moment>(
  renderer: Renderer,
  episode: Episode,
  options: ObserveOptions,
  moments: Iterable<M>,
): AsyncGenerator<Observed<M>> {
  const watched = episode.cameras
    .filter(({ name }) => options.cameras.includes(name))
    .map((camera) => ({ camera, views: cameraViews(camera, options.width, options.height) }));
  const source = moments[Symbol.iterator]();
  const waiting: { readonly moment: M; readonly seen: Map<string, Seen> }[] = [];
  const last = new Map<string, Seen>();
  let ended = false;

  const nextOf = (name: string): Seen | null => {
    for (const { seen } of waiting.slice(1)) {
      const found = seen.get(name);
      if (found !== undefined) return found;
    }
    return null;
  };
  while (!ended || waiting.length > 0) {
    const head = waiting[0];
    const ready =
      head !== undefined && (ended || [...head.seen.keys()].every((name) => nextOf(name) !== null));
    if (!ready) {
      const chunk: M[] = [];
      while (chunk.length < CHUNK && !ended) {
        const next = source.next();
        if (next.done) ended = true;
        else chunk.push(next.value);
      }
      const drawn = await drawChunk(renderer, episode, options, watched, chunk);
      for (const moment of chunk) waiting.push({ moment, seen: drawn.get(moment) ?? new Map() });
      continue;
    }
    const views: Record<string, Frame> = {};
    for (const [name, seen] of head.seen) {
      views[name] = deriveFrame(seen, last.get(name) ?? null, nextOf(name), options);
      last.set(name, seen);
    }
    waiting.shift();
    yield { moment: head.moment, views };
  }
}
