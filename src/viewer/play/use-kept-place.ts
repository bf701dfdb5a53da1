import { useEffect } from 'preact/hooks';
import { patchAddress } from '../address.ts';
import { formatOrbit, type Orbit } from '../stage/free-camera.ts';
import type { Player } from './player.ts';

/** How long things stand still before the address says so, milliseconds. */
const SETTLED_MS = 400;

/** Keeps in the address the frame at which a scene was paused, and where the free camera is once it was moved. */
export function useKeptPlace(player: Player, paused: boolean, orbit: Orbit | null): void {
  useEffect(() => {
    if (!paused) {
      patchAddress({ frame: null });
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => patchAddress({ frame: player.moment()?.frame ?? 0 }), SETTLED_MS);
    };
    keep();
    const stop = player.follow(keep);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [player, paused]);
  useEffect(() => {
    if (orbit === null) return;
    const timer = setTimeout(() => patchAddress({ free: formatOrbit(orbit) }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [orbit]);
}
