import type { ServerResponse } from 'node:http';
import type { OpenedScene } from './scene-resources.ts';
import { watchScenes } from './watch-scenes.ts';

/** Keeps proxies and browsers from giving up on a silent connection. */
const HEARTBEAT_MS = 15_000;

/** Most pages that are told at once. */
const MAX_LISTENERS = 64;

/** Tells pages when a scene's file changed, by server-sent events: `data` is the scene's key. */
export type ChangeEvents = {
  /** Keeps the connection open and tells it. @returns Whether there was room. */
  readonly listen: (response: ServerResponse) => boolean;
  readonly close: () => void;
};

/** Begins to watch the scenes that were given. */
export function createChangeEvents(scenes: readonly OpenedScene[]): ChangeEvents {
  const listeners = new Set<ServerResponse>();
  const tellAll = (words: string): void => {
    for (const response of listeners) response.write(words);
  };
  const unwatch = watchScenes(
    scenes.filter(({ given }) => given),
    (key) => tellAll(`data: ${key}\n\n`),
  );
  const heartbeat = setInterval(() => tellAll(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    listen(response) {
      if (listeners.size >= MAX_LISTENERS) return false;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': listening\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return true;
    },
    close() {
      unwatch();
      clearInterval(heartbeat);
      for (const response of listeners) response.end();
    },
  };
}
