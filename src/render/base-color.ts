import type { Vec3 } from './body-nodes.ts';
import { flat, instance } from './body-nodes.ts';

/** The body's linear colour at this point of its surface, with its pattern where `textured`. */
export function baseColor(_textured: boolean): Vec3 {
  return flat(instance.color).xyz as unknown as Vec3;
}
