import { ToolkitError, type ToolkitErrorCode } from '../../core/error.ts';
import type { Vec3 } from '../../core/pose.ts';
import type { RayHit } from '../../physics/ray-caster.ts';
import type { PlayMoment, PlayNews, PlayOpened, PlayOrder, SavedRecording } from './play-orders.ts';

/** A scene that moves in a thread of its own. End it with `close`. */
export type Player = {
  readonly tell: (order: PlayOrder) => void;
  /** The newest moment; `null` until the first. */
  readonly moment: () => PlayMoment | null;
  /** Calls back when a scene was opened; gives the way to stop. */
  readonly onOpened: (take: (opened: PlayOpened) => void) => () => void;
  /** Calls back at each new moment and at a failure; gives the way to stop. */
  readonly follow: (
    onMoment: (moment: PlayMoment) => void,
    onFailure?: (error: unknown) => void,
  ) => () => void;
  /** What was done since the start. */
  readonly recording: () => Promise<SavedRecording>;
  /** What a ray from `origin` along `direction` meets first, world frame. */
  readonly pick: (origin: Vec3, direction: Vec3) => Promise<RayHit | null>;
  readonly close: () => void;
};

const errorOf = ({ code, message, hint }: Extract<PlayNews, { kind: 'failed' }>): unknown =>
  code === 'unexpected' ? new Error(message) : new ToolkitError(code as ToolkitErrorCode, message, hint);

/** Starts a thread that plays scenes. */
export function createPlayer(): Player {
  const worker = new Worker(new URL('./play-worker.ts', import.meta.url), { type: 'module', name: 'play' });
  const followers = new Set<{
    readonly onMoment: (moment: PlayMoment) => void;
    readonly onFailure: ((error: unknown) => void) | undefined;
  }>();
  const openers = new Set<(opened: PlayOpened) => void>();
  let moment: PlayMoment | null = null;
  const picks = new Map<number, (hit: RayHit | null) => void>();
  let picked = 0;
  let wanted: ((recording: SavedRecording) => void)[] = [];
  const tell = (order: PlayOrder): void => worker.postMessage(order);
  const fail = (error: unknown): void => {
    for (const { onFailure } of followers) onFailure?.(error);
  };
  worker.onmessage = ({ data: news }: MessageEvent<PlayNews>) => {
    switch (news.kind) {
      case 'opened':
        moment = null;
        for (const take of openers) take(news.opened);
        return;
      case 'moment':
        moment = news.moment;
        for (const { onMoment } of followers) onMoment(news.moment);
        tell({ kind: 'seen' });
        return;
      case 'failed':
        fail(errorOf(news));
        return;
      case 'picked':
        picks.get(news.number)?.(news.hit);
        picks.delete(news.number);
        return;
      case 'recording':
        for (const take of wanted) take(news.recording);
        wanted = [];
        return;
    }
  };
  worker.onerror = (event) =>
    fail(new Error(event.message || 'the thread that plays the scene could not start'));
  return {
    tell,
    moment: () => moment,
    onOpened: (take) => {
      openers.add(take);
      return () => openers.delete(take);
    },
    follow: (onMoment, onFailure) => {
      const follower = { onMoment, onFailure };
      followers.add(follower);
      return () => followers.delete(follower);
    },
    recording: () =>
      new Promise((resolve) => {
        wanted.push(resolve);
        tell({ kind: 'recording' });
      }),
    pick: (origin, direction) =>
      new Promise((resolve) => {
        picked += 1;
        picks.set(picked, resolve);
        tell({ kind: 'pick', number: picked, origin, direction });
      }),
    close: () => worker.terminate(),
  };
}
