import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type OpenedScene, sceneFiles } from './scene-resources.ts';

/** Between a change and the word of it: editors write a file in several steps. */
const SETTLE_MS = 80;

/**
 * Calls `onChange` with a scene's key when its file changes, or its robot's.
 *
 * Folders are watched, since editors put another file in the place of the one that they save.
 *
 * @returns Ends the watch.
 */
export function watchScenes(scenes: readonly OpenedScene[], onChange: (key: string) => void): () => void {
  const pending = new Map<string, NodeJS.Timeout>();
  const tell = (key: string): void => {
    clearTimeout(pending.get(key));
    pending.set(
      key,
      setTimeout(() => {
        pending.delete(key);
        onChange(key);
      }, SETTLE_MS),
    );
  };
  const watchers: FSWatcher[] = [];
  for (const scene of scenes) {
    const files = sceneFiles(scene);
    for (const folder of new Set(files.map((file) => dirname(file)))) {
      const names = new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)));
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || names.has(name)) tell(scene.shown.key);
      });
      // A folder that goes away takes its watcher along, and no more.
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const timer of pending.values()) clearTimeout(timer);
  };
}
