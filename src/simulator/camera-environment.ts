import type { Environment, TimeStep } from '../core/environment.ts';
import type { Episode, EpisodeCamera, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { type RgbObservation, rgbSpecs } from '../core/rgb-spec.ts';
import { type ObserveOptions, observeEpisode } from '../render/observer.ts';
import type { Renderer } from '../render/renderer.ts';
import { instanceIds } from '../scene/instance-ids.ts';
import { nearest } from '../scene/nearest.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { createSimulatorEnvironment, type SimulatorSnapshot } from './simulator-environment.ts';

/** One moment as plain data, with the picture that was shown. */
export type CameraSnapshot = { readonly world: SimulatorSnapshot; readonly rgb: Uint8Array };

/** Which camera an environment shows, how large, how often and how long. */
export type CameraEnvironmentOptions = {
  /** Frames a second; divides the scene's physics rate. */
  readonly fps: number;
  /** Frames after which an episode is truncated, frame 0 among them; at least 2. */
  readonly frames: number;
  /** Name of the camera that looks. */
  readonly camera: string;
  /** Pixels, even; the camera's own size wins. */
  readonly width: number;
  readonly height: number;
};

/**
 * A scene as an environment that shows one camera's picture instead of the state: as
 * `createSimulatorEnvironment` otherwise. It looks at every frame, whatever the camera's `every`, and its
 * shutter is open for no time: a blur that is centred on its frame would show what is not decided yet.
 *
 * @param renderer - Draws; stays the caller's, and draws for one environment at a time.
 * @throws {@link ToolkitError} As `createSimulatorEnvironment`; `argument/unknown` for the camera.
 */
export function createCameraEnvironment(
  scene: Scene,
  { fps, frames, camera: name, width, height }: CameraEnvironmentOptions,
  renderer: Renderer,
): Environment<RgbObservation, CameraSnapshot> {
  const inner = createSimulatorEnvironment(scene, fps, frames);
  const ids = instanceIds([scene]);
  let episode = seenBy(sampleEpisode(scene, 0), name);
  const size = episode.cameras[0]?.size ?? [width, height];
  const options: ObserveOptions = { width, height, cameras: [name], modalities: ['rgb'], ids, classIds: {} };
  let shown: TimeStep<RgbObservation> | null = null;

  const picture = async (frame: number, state: WorldState): Promise<Uint8Array> => {
    const moments = [{ frame, state, shutter: {} }];
    for await (const { views } of observeEpisode(renderer, episode, options, moments)) {
      const rgb = views[name]?.images.rgb;
      if (rgb !== undefined) return rgb.slice();
    }
    throw new Error(`camera ${name} drew nothing`);
  };
  const show = async (step: TimeStep<WorldState>): Promise<TimeStep<RgbObservation>> => {
    const { observation, ...rest } = step;
    const frame = Math.round((observation.step * fps) / episode.physicsRate);
    shown = { ...rest, observation: { rgb: await picture(frame, observation) } };
    return shown;
  };
  return {
    get actionSpec() {
      return inner.actionSpec;
    },
    observationSpecs: rgbSpecs(size[1], size[0]),
    reset: async (seed) => {
      const next = seenBy(sampleEpisode(scene, seed), name);
      const step = await inner.reset(seed);
      episode = next;
      return show(step);
    },
    step: async (action) => show(await inner.step(action)),
    snapshot: () => {
      const world = inner.snapshot();
      return { world, rgb: (shown as TimeStep<RgbObservation>).observation.rgb.slice() };
    },
    restore: async ({ world, rgb }) => {
      const { observation: _, ...rest } = await inner.restore(world);
      episode = seenBy(sampleEpisode(scene, world.seed), name);
      shown = { ...rest, observation: { rgb: rgb.slice() } };
      return shown;
    },
    close: () => inner.close(),
  };
}

/** The episode with that camera alone, which looks at every frame and does not blur. */
function seenBy(episode: Episode, name: string): Episode {
  const camera = episode.cameras.find((one) => one.name === name);
  if (camera !== undefined) {
    const sharp: EpisodeCamera = { ...camera, every: 1, effects: { ...camera.effects, shutter: null } };
    return { ...episode, cameras: [sharp] };
  }
  const names = episode.cameras.map((one) => one.name);
  throw new ToolkitError(
    'argument/unknown',
    `camera must be one of ${episode.scene}'s ${names.join(', ')}, got "${name}".`,
    `Did you mean "${nearest(name, names)}"?`,
  );
}
