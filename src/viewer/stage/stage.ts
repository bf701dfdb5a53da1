import { worldFromCameraAt } from '../../core/camera-mount.ts';
import type { Episode, EpisodeCamera, WorldState } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Frame, Modality } from '../../core/frame.ts';
import { joinDecor, joinDecorState } from '../../core/join-decor.ts';
import { cameraViews } from '../../render/camera-views.ts';
import { observeEpisode } from '../../render/observer.ts';
import { createPictureRenderer, type PictureRenderer } from '../../render/picture-renderer-web.ts';
import { createRenderer, type Renderer, type World } from '../../render/renderer.ts';

/** An episode and the ids that its bodies have. */
export type Played = {
  readonly episode: Episode;
  readonly ids: Readonly<Record<string, number>>;
  readonly classIds: Readonly<Record<string, number>>;
};

/** What one camera is to see; the camera's own size wins over `width` × `height`, pixels. */
export type Sight = { readonly camera: EpisodeCamera; readonly width: number; readonly height: number };

/** Draws episodes in the page, on WebGPU or, pictures alone, on WebGL 2. One drawing at a time: it keeps the order. */
export type Stage = {
  /** `null` on WebGL 2. */
  readonly device: GPUDevice | null;
  /** What draws, in words. */
  readonly words: string;
  /** Shows the picture on a canvas of `openCanvas`. */
  readonly show: (played: Played, state: WorldState, sight: Sight, canvas: StageCanvas) => Promise<void>;
  /**
   * What the camera sees, read back: as Node's renderer gives it. The frame before serves flow and occlusion; those
   * that look ahead are then of the frame before.
   *
   * @throws {@link ToolkitError} `device/missing` on WebGL 2 for all but `rgb`.
   */
  readonly observe: (
    played: Played,
    moments: readonly { readonly frame: number; readonly state: WorldState }[],
    sight: Sight,
    modalities: readonly Modality[],
  ) => Promise<readonly Frame[]>;
  readonly close: () => void;
};

/** A canvas that a stage draws on. */
export type StageCanvas = {
  readonly element: HTMLCanvasElement;
  /** Shows colours made elsewhere: sRGB, [height, width, 3]. */
  readonly paint: (rgb: Uint8Array, width: number, height: number) => void;
  /** Of WebGPU, sized for the picture; `null` on WebGL 2. */
  readonly context: (width: number, height: number) => GPUCanvasContext | null;
};

const drawsDirectly = ({ lens, effects }: EpisodeCamera): boolean =>
  lens.kind === 'pinhole' && effects.exposure === 0 && effects.vignette === 0 && effects.noise === null;

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
  moments: Parameters<Stage['observe']>[1],
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

const worldOf = ({ episode, ids }: Played, state: WorldState): World => ({
  episode: joinDecor(episode),
  ids,
  state: joinDecorState(episode, state),
});

/** A stage on WebGPU. */
export async function createGpuStage(device: GPUDevice, words: string): Promise<Stage> {
  const renderer = await createRenderer(device);
  const inTurn = createQueue();
  const stage: Stage = {
    device,
    words,
    show: (played, state, sight, canvas) =>
      inTurn(async () => {
        const { camera, width, height } = sight;
        const views = cameraViews(camera, width, height);
        const { intrinsics } = views.model;
        if (!drawsDirectly(camera)) {
          const frame = Math.round(state.step);
          const [seen] = await observed(renderer, played, [{ frame, state }], sight, ['rgb']);
          canvas.paint(seen?.images.rgb as Uint8Array, intrinsics.width, intrinsics.height);
          return;
        }
        const [view] = views.views(worldFromCameraAt(played.episode, camera, state));
        const context = canvas.context(intrinsics.width, intrinsics.height);
        if (view !== undefined && context !== null) renderer.present(worldOf(played, state), view, context);
        await device.queue.onSubmittedWorkDone();
      }),
    observe: (played, moments, sight, modalities) =>
      inTurn(() => observed(renderer, played, moments, sight, modalities)),
    close: () => renderer.close(),
  };
  return stage;
}

/** The picture alone, by a renderer on WebGL 2. */
async function picture(renderer: PictureRenderer, played: Played, state: WorldState, sight: Sight) {
  const { camera, width, height } = sight;
  const views = cameraViews(camera, width, height);
  const pinholes = views.views(worldFromCameraAt(played.episode, camera, state));
  const pictures = await renderer.draw(worldOf(played, state), pinholes);
  const rgb = views.combineRgb(pictures.map(withoutAlpha));
  return { rgb, width: views.model.intrinsics.width, height: views.model.intrinsics.height };
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0, o = 0; i < rgba.length; i += 4, o += 3) rgb.set(rgba.subarray(i, i + 3), o);
  return rgb;
}

/** A stage on WebGL 2: it shows pictures and no truth. */
export async function createWebGlStage(): Promise<Stage> {
  const renderer = await createPictureRenderer();
  const inTurn = createQueue();
  return {
    device: null,
    words: 'WebGL 2: colour only. Depth, ids and the other labels need WebGPU.',
    show: (played, state, sight, canvas) =>
      inTurn(async () => {
        const { rgb, width, height } = await picture(renderer, played, state, sight);
        canvas.paint(rgb, width, height);
      }),
    observe: (played, moments, sight, modalities) =>
      inTurn(async () => {
        if (modalities.some((modality) => modality !== 'rgb')) throw noTruth(modalities);
        const frames: Frame[] = [];
        for (const { state } of moments) {
          const { rgb, width, height } = await picture(renderer, played, state, sight);
          frames.push({ width, height, images: { rgb }, boxes: null });
        }
        return frames;
      }),
    close: () => renderer.close(),
  };
}

const noTruth = (modalities: readonly Modality[]): ToolkitError =>
  new ToolkitError(
    'device/missing',
    `${modalities.join(', ')} must be drawn with WebGPU, and this browser has WebGL 2 alone.`,
    'Open the page in a browser with WebGPU (Chrome, Edge, or a current Firefox or Safari), or look at rgb.',
  );
