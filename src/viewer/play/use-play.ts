import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Played } from '../stage/stage.ts';
import type { PlayMoment } from './play-orders.ts';
import { type Parameters, type PlayScene, samplePlayed } from './play-scene.ts';
import { createPlayer, type Player } from './player.ts';

/** What is to be played. */
export type PlayRequest = {
  readonly scene: PlayScene;
  readonly seed: number;
  readonly parameters: Parameters;
  readonly fps: number;
  /** Who acts while nobody drives: a policy by its name. */
  readonly policy: string;
  /** Played at once, up to that frame. */
  readonly frame: number;
};

/** A scene that plays: its episode, the thread, and how it goes. */
export type Play = {
  readonly player: Player;
  /** `null` where the scene gives no episode. */
  readonly played: Played | null;
  readonly error: unknown;
  /** 0 = paused. */
  readonly speed: number;
  readonly run: (speed: number) => void;
  readonly step: (physicsSteps: number) => void;
  /** Begins again from the start. */
  readonly restart: () => void;
};

/** Plays what is asked for, from the start again whenever that changes. `null` error: all is well. */
export function usePlay({ scene, seed, parameters, fps, frame, policy }: PlayRequest, runs: boolean): Play {
  const player = useMemo(createPlayer, []);
  useEffect(() => player.close, [player]);
  const text = JSON.stringify(parameters);
  const [played, refused] = useMemo((): [Played | null, unknown] => {
    try {
      return [samplePlayed(scene, seed, parameters), null];
    } catch (error) {
      return [null, error];
    }
  }, [scene, seed, text]);
  const last = useRef(played);
  if (played !== null) last.current = played;
  const [failure, setFailure] = useState<unknown>(null);
  const [speed, setSpeed] = useState(runs ? 1 : 0);
  const run = (next: number): void => {
    setSpeed(next);
    player.tell({ kind: 'run', speed: next });
  };
  const open = (at: number): void => {
    setFailure(null);
    player.tell({
      kind: 'open',
      scene: scene.file,
      source: scene.key,
      seed,
      parameters,
      fps,
      policy,
      frame: at,
    });
  };
  useEffect(() => player.follow(() => undefined, setFailure), [player]);
  useEffect(() => {
    if (refused !== null) return;
    open(frame);
    player.tell({ kind: 'run', speed });
  }, [scene, seed, text, fps, refused]);
  return {
    player,
    played: played ?? last.current,
    error: refused ?? failure,
    speed,
    run,
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
