import type { EpisodeCamera } from '../../core/episode.ts';
import type { PlayMoment } from '../play/play-orders.ts';
import type { PlayScene } from '../play/play-scene.ts';
import { createPlayer } from '../play/player.ts';
import type { Played, Stage } from '../stage/stage.ts';
import type { TrueFrame } from './dream-loop.ts';

/** Which episode is the truth, and how it is seen. */
export type TruthRequest = {
  readonly scene: PlayScene;
  readonly played: Played;
  readonly seed: number;
  readonly fps: number;
  readonly camera: EpisodeCamera;
  /** Pixels; the camera's own size wins. */
  readonly width: number;
  readonly height: number;
};

/** A frame of the truth, and the state that it shows. */
export type TruthMoment = { readonly seen: TrueFrame; readonly moment: PlayMoment };

/** The simulator, a frame at a time. End it with `close`. */
export type Truth = {
  /** Frame 0. */
  readonly open: () => Promise<TruthMoment>;
  /** The next frame, after an action was held for one; `null` where nothing acts. */
  readonly advance: (action: Float32Array | null) => Promise<TruthMoment>;
  readonly close: () => void;
};

/** Starts the simulator in a thread; it is drawn as a dataset's frames are. */
export function createTruth(stage: Stage, request: TruthRequest): Truth {
  const { scene, played, seed, fps, camera, width, height } = request;
  const player = createPlayer();
  const stepsPerFrame = played.episode.physicsRate / fps;
  const moving = new Set(
    played.episode.bodies.filter(({ motion }) => motion !== 'fixed').map(({ name }) => played.ids[name]),
  );
  let frame = 0;

  const momentOf = (wanted: number): Promise<PlayMoment> =>
    new Promise((resolve, reject) => {
      const stop = player.follow(
        (moment) => {
          if (moment.state.step !== wanted * stepsPerFrame) return;
          stop();
          resolve(moment);
        },
        (error) => {
          stop();
          reject(error);
        },
      );
    });
  const see = async (moment: PlayMoment): Promise<TruthMoment> => {
    const modalities = stage.seesTruth ? (['rgb', 'instance_id'] as const) : (['rgb'] as const);
    const sight = { camera, width, height };
    const [view] = await stage.observe(played, [{ frame, state: moment.state }], sight, modalities);
    const ids = view?.images.instance_id;
    const foreground = ids === undefined ? null : Uint8Array.from(ids, (id) => (moving.has(id) ? 1 : 0));
    return { seen: { frame, rgb: view?.images.rgb ?? new Uint8Array(), foreground }, moment };
  };
  return {
    async open() {
      frame = 0;
      const moment = momentOf(0);
      const from = { scene: scene.file, source: scene.key, seed, parameters: {}, fps };
      player.tell({ kind: 'open', ...from, policy: 'zero', frame: 0 });
      return see(await moment);
    },
    async advance(action) {
      frame += 1;
      const moment = momentOf(frame);
      const held = action === null ? null : Array.from(action);
      player.tell({ kind: 'command', command: { action: held, hand: null } });
      player.tell({ kind: 'step', physicsSteps: stepsPerFrame });
      return see(await moment);
    },
    close: player.close,
  };
}
