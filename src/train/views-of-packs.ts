import type { Pack } from './pack/open-pack.ts';

/** The cameras of each scene that packs hold, both by name and in order. */
export function viewsOfPacks(packs: readonly Pick<Pack, 'index'>[]): Record<string, string[]> {
  const views = new Map<string, Set<string>>();
  for (const { index } of packs) {
    for (const { scene, camera } of index.clips) {
      const name = index.scenes[scene] as string;
      views.set(name, (views.get(name) ?? new Set()).add(camera));
    }
  }
  return Object.fromEntries([...views].sort().map(([scene, cameras]) => [scene, [...cameras].sort()]));
}
