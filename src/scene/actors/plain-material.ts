import type { Material } from '../../core/episode.ts';

/** A material that matters by its look alone. */
export const plainMaterial = (name: string, color: string, roughness: number, metalness = 0): Material => ({
  ...{ name, color: color.toLowerCase(), roughness, metalness, texture: null },
  ...{ density: 1000, friction: 0.5, restitution: 0.1 },
});
