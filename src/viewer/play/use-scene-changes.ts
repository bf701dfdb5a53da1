import { useEffect, useState } from 'preact/hooks';
import { ADDRESSES } from '../../core/view/addresses.ts';

/** Counts how often a file of the scene changed on the disk, as the server tells; 0 where none answers. */
export function useSceneChanges(key: string, live: boolean): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (!live) return;
    const source = new EventSource(ADDRESSES.changes);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      if (data === key) setChanges((count) => count + 1);
    };
    return () => source.close();
  }, [key, live]);
  return changes;
}
