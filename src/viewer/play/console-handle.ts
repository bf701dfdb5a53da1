import { useEffect } from 'preact/hooks';
import type { Frame, Modality } from '../../core/frame.ts';
import { stateHash } from '../../core/state-hash.ts';
import type { DreamHandle } from '../dream/dream-handle.ts';
import type { Played, Stage } from '../stage/stage.ts';
import type { PlayMoment } from './play-orders.ts';
import type { Player } from './player.ts';

/** What a script in the browser's console, or a test, can ask of the scene that plays: `worldwright.play`. */
export type ConsoleHandle = {
  readonly moment: () => PlayMoment | null;
  readonly stateHash: () => string | null;
  /** Names of the bodies, in the order of the state's rows. */
  readonly bodies: () => readonly string[];
  /** Instance id of every body, by name. */
  readonly ids: () => Readonly<Record<string, number>>;
  /** What a camera of the scene sees at the present moment, as arrays in the units of a dataset. */
  readonly observe: (camera: string, modality: Modality, width: number, height: number) => Promise<Frame>;
};

declare global {
  var worldwright: { play?: ConsoleHandle; dream?: DreamHandle } | undefined;
}

/** Offers the scene to the console while it plays. */
export function useConsoleHandle(stage: Stage, player: Player, played: Played): void {
  useEffect(() => {
    globalThis.worldwright = {
      play: {
        moment: player.moment,
        stateHash: () => {
          const moment = player.moment();
          return moment === null ? null : stateHash(moment.state);
        },
        bodies: () => played.episode.bodies.map(({ name }) => name),
        ids: () => played.ids,
        observe: async (name, modality, width, height) => {
          const camera = played.episode.cameras.find((one) => one.name === name);
          const moment = player.moment();
          if (camera === undefined || moment === null) throw new Error(`no camera ${name}, or no moment yet`);
          const [frame] = await stage.observe(played, [moment], { camera, width, height }, [modality]);
          return frame as Frame;
        },
      },
    };
    return () => {
      globalThis.worldwright = undefined;
    };
  }, [stage, player, played]);
}
