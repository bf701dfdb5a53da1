import type { Episode } from '../core/episode.ts';
import type { Vec3 } from '../core/pose.ts';
import { contains } from './shape-contains.ts';

/** What is allowed and hardly meant: a sentence for each camera that begins inside a body. */
export function cameraWarnings({ scene, cameras, bodies, decor }: Episode): readonly string[] {
  return cameras.flatMap(({ name, worldFromCamera: m }) => {
    const center: Vec3 = [m[3] as number, m[7] as number, m[11] as number];
    return [...bodies, ...decor]
      .filter((body) => contains(body, center))
      .map((body) => `${scene}: camera "${name}" begins inside body "${body.name}".`);
  });
}
