import type { ArraySpec } from '../../../core/array-spec.ts';
import type { Environment, TimeStep } from '../../../core/environment.ts';
import type { Episode, WorldState } from '../../../core/episode.ts';
import { instanceIds } from '../../../scene/instance-ids.ts';
import type { Scene } from '../../../scene/scene-schema.ts';
import { type ObserveOptions, openSimulator } from '../../../simulator/open-simulator-node.ts';
import {
  createSimulatorEnvironment,
  type SimulatorSnapshot,
} from '../../../simulator/simulator-environment.ts';
import type { PolicyStart } from './policy-start.ts';

/** The simulator, seen through one camera as the dream is. */
export type PolicySimulator = {
  readonly actionSpec: ArraySpec | null;
  /** Does what was done in the context, and shows its last frame. */
  readonly begin: (start: PolicyStart, frames: number) => Promise<Uint8Array>;
  /** Holds an action for one frame, and shows what came of it. */
  readonly step: (action: Float32Array) => Promise<Uint8Array>;
  /** What is exactly so now. */
  readonly state: () => WorldState;
  readonly outcome: () => string | null;
  readonly close: () => void;
};

/** A scene whose episodes go on after their task has ended, as dreams do. */
const endless = (scene: Scene): Scene =>
  scene.task === undefined ? scene : { ...scene, task: { ...scene.task, ends: [] } };

/** The episode with that camera alone, which looks at every frame and does not blur. */
const seenBy = (episode: Episode, name: string): Episode => ({
  ...episode,
  cameras: episode.cameras
    .filter((camera) => camera.name === name)
    .map((camera) => ({ ...camera, every: 1, effects: { ...camera.effects, shutter: null } })),
});

/** A start that was begun: how it is looked at, and the moment from which every policy goes on. */
type Begun = {
  readonly start: PolicyStart;
  readonly frames: number;
  readonly environment: Environment<WorldState, SimulatorSnapshot>;
  readonly watched: Episode;
  readonly options: ObserveOptions;
  readonly snapshot: SimulatorSnapshot;
};

/** Does what was done in a start's context. */
async function beginAnew(start: PolicyStart, frames: number): Promise<Begun> {
  const { clip, episode, source, camera } = start;
  const environment = createSimulatorEnvironment(endless(source), clip.fps, frames);
  await environment.reset(episode.seed);
  for (let k = 0; k < clip.context.length - 1; k++) {
    const held = clip.actions?.slice(k * clip.actionDim, (k + 1) * clip.actionDim) ?? null;
    await environment.step(held);
  }
  const size = { width: clip.width, height: clip.height };
  const ids = instanceIds([source]);
  return {
    ...{ start, frames, environment, watched: seenBy(episode, camera.name) },
    options: { ...size, cameras: [camera.name], modalities: ['rgb'], ids, classIds: {} },
    snapshot: environment.snapshot(),
  };
}

/**
 * Opens the simulator on whatever driver there is. What it knows of a start it keeps until another one is begun.
 *
 * @throws {@link ToolkitError} `device/missing`.
 */
export async function openPolicySimulator(): Promise<PolicySimulator> {
  const simulator = await openSimulator('auto');
  let begun: Begun | null = null;
  let now: TimeStep<WorldState> | null = null;
  const current = (): Begun & { readonly now: TimeStep<WorldState> } => {
    if (begun === null || now === null) throw new Error('no start was begun');
    return { ...begun, now };
  };
  const picture = async (): Promise<Uint8Array> => {
    const { watched, options, now: at, start } = current();
    const moments = [{ frame: 0, state: at.observation, shutter: {} }];
    for await (const { views } of simulator.show(watched, options, moments)) {
      const rgb = views[start.camera.name]?.images.rgb;
      if (rgb !== undefined) return rgb.slice();
    }
    throw new Error(`camera ${start.camera.name} drew nothing`);
  };
  return {
    get actionSpec() {
      return begun?.environment.actionSpec ?? null;
    },
    begin: async (start, frames) => {
      if (begun?.start !== start || begun.frames !== frames) {
        begun?.environment.close();
        begun = await beginAnew(start, frames);
      }
      now = await begun.environment.restore(begun.snapshot);
      return picture();
    },
    step: async (action) => {
      now = await current().environment.step(action);
      return picture();
    },
    state: () => current().now.observation,
    outcome: () => (current().now.info['outcome'] ?? null) as string | null,
    close: () => {
      begun?.environment.close();
      simulator.close();
    },
  };
}
