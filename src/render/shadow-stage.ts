import type { CoordinateSystem, DataArrayTexture, NodeMaterial } from 'three/webgpu';
import { createPatternTexture } from './base-color.ts';
import { createLitMaterial } from './lit-material.ts';
import { createShadowAtlas, type ShadowAtlas } from './shadow-atlas.ts';
import { createSurfaceMaterial } from './surface-material.ts';
import type { TileLighting } from './tile-lighting.ts';
import { MAX_TEXTURE_SIDE } from './tile-targets.ts';
import { MAX_WORLDS } from './world-slot.ts';

/** Shadow maps, and the materials that read them. */
export type ShadowStage = {
  readonly atlas: ShadowAtlas;
  readonly lit: (kind: { readonly textured: boolean; readonly metals: boolean }) => NodeMaterial;
  readonly surface: () => NodeMaterial;
  readonly dispose: () => void;
};

/**
 * Texels along a side of a sun's map, for images of that height: about as fine as their pixels, so that the
 * blend between two texels is an antialiased edge.
 */
const mapSide = (height: number): number =>
  Math.min(2048, Math.max(256, 2 ** Math.ceil(Math.log2(4 * height))));

/** Room that atlases are made with: a single world must not pay for clearing sixteen maps. */
const WORLD_STEPS = [1, 4, MAX_WORLDS];

/** Stages for every number of suns and worlds and every fineness that was asked for, each made once. */
export function createShadowStages(
  lighting: TileLighting,
  clip: CoordinateSystem,
): {
  readonly get: (height: number, suns: number, worlds: number) => ShadowStage;
  readonly dispose: () => void;
} {
  const stages = new Map<string, ShadowStage>();
  // Painted when a scene first wants one: 0.2 s of work that plain scenes can do without.
  let painted: DataArrayTexture | null = null;
  const patterns = (): DataArrayTexture => {
    painted ??= createPatternTexture();
    return painted;
  };
  const create = (side: number, suns: number, worlds: number): ShadowStage => {
    const atlas = createShadowAtlas(side, Math.max(suns, 1), worlds, clip);
    const made = new Map<string, NodeMaterial>();
    const once = (name: string, make: () => NodeMaterial): NodeMaterial => {
      const material = made.get(name) ?? make();
      made.set(name, material);
      return material;
    };
    return {
      atlas,
      lit: ({ textured, metals }) =>
        once(`lit ${textured} ${metals}`, () => {
          const kind = { patterns: textured ? patterns() : null, metals };
          return createLitMaterial(lighting, atlas.texture, suns, kind);
        }),
      surface: () => once('surface', () => createSurfaceMaterial(lighting, atlas.texture, patterns(), suns)),
      dispose: () => {
        atlas.dispose();
        for (const material of made.values()) material.dispose();
      },
    };
  };
  return {
    get(height, suns, worlds) {
      const room = WORLD_STEPS.find((step) => step >= worlds) ?? MAX_WORLDS;
      const maps = Math.ceil(Math.sqrt(Math.max(suns, 1) * room));
      const side = Math.min(mapSide(height), 2 ** Math.floor(Math.log2(MAX_TEXTURE_SIDE / maps)));
      const key = `${side} ${suns} ${room}`;
      const stage = stages.get(key) ?? create(side, suns, room);
      stages.set(key, stage);
      return stage;
    },
    dispose: () => {
      for (const stage of stages.values()) stage.dispose();
      painted?.dispose();
    },
  };
}
