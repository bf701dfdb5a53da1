import { useEffect, useMemo } from 'preact/hooks';
import type { Played } from '../../stage/stage.ts';
import type { Player } from '../player.ts';
import type { OverlayLayer } from '../view-overlay.tsx';
import { contacts } from './contacts.ts';
import { jointFrames } from './joint-frames.ts';
import { lidar } from './lidar.ts';
import type { OverlayName } from './overlay-names.ts';
import { createTrails } from './trails.ts';
import { velocities } from './velocities.ts';

/** The layers of those names, and the thread told what they need. */
export function useLayers(
  player: Player,
  { episode }: Played,
  names: readonly OverlayName[],
): readonly OverlayLayer[] {
  const trails = useMemo(() => createTrails(episode), [episode]);
  useEffect(() => player.follow(trails.follow), [player, trails]);
  const text = names.join(',');
  useEffect(() => {
    const asked = text.split(',');
    player.tell({
      kind: 'asks',
      asks: { contacts: asked.includes('contacts'), lidar: asked.includes('lidar') },
    });
  }, [player, text]);
  return useMemo(() => {
    const layers: Readonly<Record<OverlayName, OverlayLayer>> = {
      ...{ trails: trails.layer, velocities, contacts, joints: jointFrames, lidar },
    };
    return text === '' ? [] : (text.split(',') as OverlayName[]).map((name) => layers[name]);
  }, [trails, text]);
}
