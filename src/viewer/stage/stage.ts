import { worldFromCameraAt } from '../../core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Frame, Modality } from '../../core/frame.ts';
import { joinDecor, joinDecorState } from '../../core/join-decor.ts';
import { cameraViews } from '../../render/camera-views.ts';
import { observeEpisode } from '../../render/observer.ts';
import { createPictureRenderer } from '../../render/picture-renderer-web.ts';
import { createRenderer, type DrawPictures, type Renderer } from '../../render/renderer.ts';
import { opaque, withoutAlpha } from './opaque.ts';

/** An episode and the ids that its bodies have. */
export type Played = {
  readonly episode: Episode;
  readonly ids: Readonly<Record<string, number>>;
  readonly classIds: Readonly<Record<string, number>>;
};

/** What one camera is to see; the camera's own size wins over `width` × `height`, pixels. */
export type Sight = { readonly camera: EpisodeCamera; readonly width: number; readonly height: number };

/** One moment of an episode. */
export type StageMoment = { readonly frame: number; readonly state: WorldState };

/** A picture as canvases take it: sRGB with alpha 255, [height, width, 4]. */
export type Picture = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

/** Draws episodes in the page, on WebGPU or, pictures alone, on WebGL 2. One drawing at a time, in order. */
export type Stage = {
  /** Whether it gives every modality, or pictures alone. */
  readonly seesTruth: boolean;
  /** What draws, in words. */
  readonly words: string;
  /** What the camera shows, its shutter open for no time. */
  readonly picture: (played: Played, moment: StageMoment, sight: Sight) => Promise<Picture>;
  /**
   * What the camera sees of some moments, as Node's renderer gives it.
   *
   * @throws {@link ToolkitError} `device/missing` on WebGL 2 for all but `rgb`.
   */
  readonly observe: (
    played: Played,
    moments: readonly StageMoment[],
    sight: Sight,
    modalities: readonly Modality[],
  ) => Promise<readonly Frame[]>;
  readonly close: () => void;
};

/** Whether the picture is what is drawn, without anything that a real camera adds. */
const isClean = ({ effects }: EpisodeCamera): boolean =>
  effects.exposure === 0 && effects.vignette === 0 && effects.noise === null;

/** The camera as one looks through it live: every frame, and its shutter open for no time. */
const live = (camera: EpisodeCamera): EpisodeCamera => ({
  ...camera,
  every: 1,
  effects: { ...camera.effects, shutter: null },
});

/** Sees frames with the renderer that datasets are made with. */
async function observed(
  renderer: Renderer,
  { episode, ids, classIds }: Played,
  moments: readonly StageMoment[],
  { camera, width, height }: Sight,
  modalities: readonly Modality[],
): Promise<Frame[]> {
  const one: Episode = { ...episode, cameras: [live(camera)] };
  const options = { width, height, cameras: [camera.name], modalities, ids, classIds };
  const frames: Frame[] = [];
  const source = moments.map((moment) => ({ ...moment, shutter: {} }));
  for await (const { views } of observeEpisode(renderer, one, options, source))
    frames.push(views[camera.name] as Frame);
  return frames;
}

/** Lets one thing be done after the other. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** The clean picture, gathered through the lens where there is one. */
async function cleanPicture(
  draw: DrawPictures,
  { episode, ids }: Played,
  { state }: StageMoment,
  { camera, width, height }: Sight,
): Promise<Picture> {
  const views = cameraViews(camera, width, height);
  const size = { width: views.model.intrinsics.width, height: views.model.intrinsics.height };
  const world = { episode: joinDecor(episode), ids, state: joinDecorState(episode, state) };
  const drawn = await draw(world, views.views(worldFromCameraAt(episode, camera, state)));
  if (camera.lens.kind === 'pinhole') return { ...size, rgba: drawn[0] as Uint8Array };
  return { ...size, rgba: opaque(views.combineRgb(drawn.map(withoutAlpha))) };
}

/** A stage on WebGPU. */
export async function createGpuStage(device: GPUDevice, words: string): Promise<Stage> {
  const renderer = await createRenderer(device);
  const inTurn = createQueue();
  return {
    seesTruth: true,
    words,
    picture: (played, moment, sight) =>
      inTurn(async () => {
        if (isClean(sight.camera)) return cleanPicture(renderer.drawPictures, played, moment, sight);
        const [seen] = await observed(renderer, played, [moment], sight, ['rgb']);
        const { width, height, images } = seen as Frame;
        return { width, height, rgba: opaque(images.rgb as Uint8Array) };
      }),
    observe: (played, moments, sight, modalities) =>
      inTurn(() => observed(renderer, played, moments, sight, modalities)),
    close: () => renderer.close(),
  };
}

/** A stage on WebGL 2: it shows clean pictures and no truth. */
export async function createWebGlStage(): Promise<Stage> {
  const renderer = await createPictureRenderer();
  const inTurn = createQueue();
  const picture: Stage['picture'] = (played, moment, sight) =>
    inTurn(() => cleanPicture(renderer.drawPictures, played, moment, sight));
  return {
    seesTruth: false,
    words: 'WebGL 2: colour only. Depth, ids and the other labels need WebGPU.',
    picture,
    observe: async (played, moments, sight, modalities) => {
      if (modalities.some((modality) => modality !== 'rgb')) throw noTruth(modalities);
      const frames: Frame[] = [];
      for (const moment of moments) {
        const { width, height, rgba } = await picture(played, moment, sight);
        frames.push({ width, height, images: { rgb: withoutAlpha(rgba) }, boxes: null });
      }
      return frames;
    },
    close: () => renderer.close(),
  };
}

const noTruth = (modalities: readonly Modality[]): ToolkitError =>
  new ToolkitError(
    'device/missing',
    `${modalities.join(', ')} must be drawn with WebGPU, and this browser has WebGL 2 alone.`,
    'Open the page in a browser with WebGPU (Chrome, Edge, or a current Firefox or Safari), or look at rgb.',
  );
