import type { LearntViews } from '../world-model/learnt-views.ts';
import type { Pack } from './pack/open-pack.ts';

/**
 * The cameras of each scene that packs hold, both by name and in order.
 *
 * @param before - Those that were learnt from before.
 */
export function viewsOfPacks(packs: readonly Pick<Pack, 'index'>[], before: LearntViews): LearntViews {
  const views = new Map(Object.entries(before).map(([scene, cameras]) => [scene, new Set(cameras)]));
  for (const { index } of packs) {
    for (const { scene, camera } of index.clips) {
      const name = index.scenes[scene] as string;
      views.set(name, (views.get(name) ?? new Set<string>()).add(camera));
    }
  }
  return Object.fromEntries([...views].sort().map(([scene, cameras]) => [scene, [...cameras].sort()]));
}
