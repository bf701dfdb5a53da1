import { cameraIndex, int, renderGroup, uniformArray } from 'three/tsl';
import { Color, type Matrix4, Vector4 } from 'three/webgpu';
import type { Episode, Light } from '../core/episode.ts';
import type { Float, Vec4 } from './body-nodes.ts';

/** Views that one pass can draw. The count stands in the shaders' text, so it is always the same. */
export const MAX_TILES = 64;

/** Suns of one world. */
export const MAX_SUNS = 4;

/** Groups of four values a tile has: ambient light, sky (3), then those of each sun. */
const AMBIENT = 0;
const ZENITH = 1;
const HORIZON = 2;
const GROUND = 3;
const FIRST_SUN = 4;
const SUN_GROUPS = 7;
const GROUPS = FIRST_SUN + MAX_SUNS * SUN_GROUPS;

/** Where a sun's shadow map lies, and how the world reaches it. */
export type SunShadow = {
  /** From the world to (u, v) of the whole shadow atlas and the depth in it. */
  readonly atlasFromWorld: Matrix4;
  /** The part of the atlas that is this sun's: least and greatest u, v. */
  readonly bounds: readonly [number, number, number, number];
  /** Step off the surface along its normal, metres. */
  readonly normalBias: number;
};

/** The light of every tile, as shaders read it by the index of the camera that draws. */
export type TileLighting = {
  readonly set: (tile: number, episode: Episode, shadows: readonly (SunShadow | null)[]) => void;
  /** Light from everywhere; 1 where there is a sky. */
  readonly ambient: Vec4;
  /** The sky's colours, linear. */
  readonly zenith: Vec4;
  readonly horizon: Vec4;
  readonly ground: Vec4;
  readonly sun: (i: number) => {
    /** Towards the sun; 1 where it casts a shadow. */
    readonly direction: Vec4;
    /** Linear colour × intensity; normal bias, metres. */
    readonly radiance: Vec4;
    readonly bounds: Vec4;
    /** Rows of `atlasFromWorld`. */
    readonly rows: readonly [Vec4, Vec4, Vec4];
  };
};

export const sunsOf = (lights: readonly Light[]): readonly Extract<Light, { kind: 'sun' }>[] =>
  lights.filter((light) => light.kind === 'sun');

export function createTileLighting(): TileLighting {
  const values = Array.from({ length: MAX_TILES * GROUPS }, () => new Vector4());
  const array = uniformArray(values, 'vec4').setGroup(renderGroup);
  const read = (group: number): Vec4 =>
    array.element(
      int(cameraIndex as unknown as Float)
        .mul(GROUPS)
        .add(group),
    ) as unknown as Vec4;
  const color = new Color();
  const linear = (text: string): [number, number, number] =>
    color.set(text).toArray() as [number, number, number];

  const set: TileLighting['set'] = (tile, { lights, background, sky }, shadows) => {
    const at = (group: number): Vector4 => values[tile * GROUPS + group] as Vector4;
    at(AMBIENT).set(0, 0, 0, sky === null ? 0 : 1);
    for (const light of lights) {
      if (light.kind !== 'ambient') continue;
      const [r, g, b] = linear(light.color).map((c) => c * light.intensity) as [number, number, number];
      at(AMBIENT).add(new Vector4(r, g, b, 0));
    }
    at(ZENITH).set(...linear(sky?.zenith ?? background), 0);
    at(HORIZON).set(...linear(sky?.horizon ?? background), 0);
    at(GROUND).set(...linear(sky?.ground ?? background), 0);
    const suns = sunsOf(lights);
    for (let i = 0; i < MAX_SUNS; i++) {
      const first = FIRST_SUN + i * SUN_GROUPS;
      const sun = suns[i];
      const shadow = shadows[i] ?? null;
      if (sun === undefined) {
        at(first + 1).set(0, 0, 0, 0);
        continue;
      }
      const [x, y, z] = sun.direction;
      at(first).set(-x, -y, -z, shadow === null ? 0 : 1);
      const [r, g, b] = linear(sun.color);
      at(first + 1)
        .set(r, g, b, 0)
        .multiplyScalar(sun.intensity)
        .setW(shadow?.normalBias ?? 0);
      if (shadow === null) continue;
      at(first + 2).set(...shadow.bounds);
      const m = shadow.atlasFromWorld.elements;
      for (let row = 0; row < 3; row++)
        at(first + 3 + row).set(
          m[row] as number,
          m[4 + row] as number,
          m[8 + row] as number,
          m[12 + row] as number,
        );
    }
  };
  return {
    set,
    ...{ ambient: read(AMBIENT), zenith: read(ZENITH), horizon: read(HORIZON), ground: read(GROUND) },
    sun: (i) => {
      const first = FIRST_SUN + i * SUN_GROUPS;
      const rows = [read(first + 3), read(first + 4), read(first + 5)] as const;
      return { direction: read(first), radiance: read(first + 1), bounds: read(first + 2), rows };
    },
  };
}
