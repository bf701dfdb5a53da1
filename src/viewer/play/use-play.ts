import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PlayMoment, PlayOpened } from './play-orders.ts';
import { createPlayer, type Player } from './player.ts';

/** What is to be played. */
export type PlayRequest = {
  /** The scene's key, and its file as it was fetched. */
  readonly scene: { readonly key: string; readonly file: unknown };
  readonly seed: number;
  /** Values that sliders gave to named ranges. */
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly fps: number;
  /** Who acts while nobody drives: a policy by its name; `null` for whoever suits the scene. */
  readonly policy: string | null;
  /** Played at once, up to that frame. */
  readonly frame: number;
};

/** A scene that plays: what was opened, the thread, and how it goes. */
export type Play = {
  readonly player: Player;
  /** `null` until the first scene is open. */
  readonly opened: PlayOpened | null;
  /** `null`: all is well. */
  readonly error: unknown;
  /** 0 = paused. */
  readonly speed: number;
  readonly run: (speed: number) => void;
  readonly step: (physicsSteps: number) => void;
  /** Begins again from the start. */
  readonly restart: () => void;
};

/** A thread that plays scenes, for as long as the component is there. */
export function usePlayer(): Player {
  const player = useMemo(createPlayer, []);
  useEffect(() => player.close, [player]);
  return player;
}

/** Plays what is asked for, from the start again whenever that changes. */
export function usePlay(
  player: Player,
  { scene, seed, parameters, fps, frame, policy }: PlayRequest,
  runs: boolean,
): Play {
  const [opened, setOpened] = useState<PlayOpened | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [speed, setSpeed] = useState(runs ? 1 : 0);
  useEffect(() => player.onOpened(setOpened), [player]);
  useEffect(() => player.follow(() => undefined, setError), [player]);
  const run = (next: number): void => {
    setSpeed(next);
    player.tell({ kind: 'run', speed: next });
  };
  const open = (at: number): void => {
    setError(null);
    player.tell({
      ...{ kind: 'open', scene: scene.file, source: scene.key },
      ...{ seed, parameters, fps, policy, frame: at },
    });
  };
  const text = JSON.stringify(parameters);
  useEffect(() => {
    open(frame);
    player.tell({ kind: 'run', speed });
  }, [scene, seed, text, fps]);
  return {
    ...{ player, opened, error, speed, run },
    step: (physicsSteps) => {
      run(0);
      player.tell({ kind: 'step', physicsSteps });
    },
    restart: () => open(0),
  };
}

/** The newest moment, at most a few times a second: for words and numbers, not for pictures. */
export function useMoment(player: Player, timesASecond: number): PlayMoment | null {
  const [moment, setMoment] = useState<PlayMoment | null>(player.moment());
  useEffect(() => {
    let shown = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = player.follow((next) => {
      clearTimeout(waiting);
      const now = performance.now();
      const wait = shown + 1000 / timesASecond - now;
      const show = (): void => {
        shown = performance.now();
        setMoment(next);
      };
      if (wait <= 0) show();
      else waiting = setTimeout(show, wait);
    });
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [player, timesASecond]);
  return moment;
}
