import type { ArraySpec } from '../../../core/array-spec.ts';
import type { Environment, TimeStep } from '../../../core/environment.ts';
import type { Episode, WorldState } from '../../../core/episode.ts';
import { instanceIds } from '../../../scene/instance-ids.ts';
import type { Scene } from '../../../scene/scene-schema.ts';
import { openSimulator } from '../../../simulator/open-simulator-node.ts';
import { createSimulatorEnvironment } from '../../../simulator/simulator-environment.ts';
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

/**
 * Opens the simulator on whatever driver there is.
 *
 * @throws {@link ToolkitError} `device/missing`.
 */
export async function openPolicySimulator(): Promise<PolicySimulator> {
  const simulator = await openSimulator('auto');
  let environment: Environment<WorldState> | null = null;
  let now: TimeStep<WorldState> | null = null;
  let shown: PolicyStart | null = null;
  const current = (): {
    environment: Environment<WorldState>;
    now: TimeStep<WorldState>;
    shown: PolicyStart;
  } => {
    if (environment === null || now === null || shown === null) throw new Error('no start was begun');
    return { environment, now, shown };
  };
  const picture = async (): Promise<Uint8Array> => {
    const { now: at, shown: start } = current();
    const { width, height } = start.clip;
    const { name } = start.camera;
    const ids = instanceIds([start.source]);
    const options = { width, height, cameras: [name], modalities: ['rgb'] as const, ids, classIds: {} };
    const moments = [{ frame: 0, state: at.observation, shutter: {} }];
    for await (const { views } of simulator.show(seenBy(start.episode, name), options, moments)) {
      const rgb = views[name]?.images.rgb;
      if (rgb !== undefined) return rgb.slice();
    }
    throw new Error(`camera ${name} drew nothing`);
  };
  return {
    get actionSpec() {
      return environment?.actionSpec ?? null;
    },
    begin: async (start, frames) => {
      const { clip, episode, source } = start;
      environment?.close();
      environment = createSimulatorEnvironment(endless(source), clip.fps, frames);
      shown = start;
      now = await environment.reset(episode.seed);
      for (let k = 0; k < clip.context.length - 1; k++) {
        const held = clip.actions?.slice(k * clip.actionDim, (k + 1) * clip.actionDim) ?? null;
        now = await environment.step(held);
      }
      return picture();
    },
    step: async (action) => {
      now = await current().environment.step(action);
      return picture();
    },
    state: () => current().now.observation,
    outcome: () => (current().now.info['outcome'] ?? null) as string | null,
    close: () => {
      environment?.close();
      simulator.close();
    },
  };
}
