import { cameraIndex, int, renderGroup, uniformArray } from 'three/tsl';
import { Color, type Matrix4, Vector4 } from 'three/webgpu';
import { type Episode, type Light, MAX_SUNS } from '../core/episode.ts';
import type { Float, Vec4 } from './body-nodes.ts';

/** Views that one pass can draw. The count stands in the shaders' text, so it is always the same. */
export const MAX_TILES = 64;

/** Groups of four values a tile has: ambient light (2), sky (3), then those of each sun. */
const BELOW = 0;
const ABOVE = 1;
const ZENITH = 2;
const HORIZON = 3;
const GROUND = 4;
const FIRST_SUN = 5;
const SUN_GROUPS = 6;
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

/**
 * The light of every tile, as shaders read it by the index of the camera that draws. Drivers in software read
 * it slowly: what every pixel needs should be read in the vertex stage.
 */
export type TileLighting = {
  readonly set: (tile: number, episode: Episode, shadows: readonly (SunShadow | null)[]) => void;
  /** Ambient light on what faces down, and up; `above.w` is 1 where there is a sky. */
  readonly below: Vec4;
  readonly above: Vec4;
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

type SunLight = Extract<Light, { kind: 'sun' }>;

export const sunsOf = (lights: readonly Light[]): readonly SunLight[] =>
  lights.filter((light) => light.kind === 'sun');

const linear = (text: string): [number, number, number] =>
  new Color(text).toArray() as [number, number, number];

/** The sum of all ambient lights, linear. */
function ambientOf(lights: readonly Light[]): readonly number[] {
  const sum = [0, 0, 0];
  for (const light of lights) {
    if (light.kind !== 'ambient') continue;
    linear(light.color).forEach((c, k) => {
      sum[k] = (sum[k] as number) + c * light.intensity;
    });
  }
  return sum;
}

/** Writes the groups of a sun, or of none. */
function setSun(groups: readonly Vector4[], sun: SunLight | null, shadow: SunShadow | null): void {
  const [direction, radiance, bounds, ...rows] = groups as [Vector4, Vector4, Vector4, ...Vector4[]];
  radiance.set(0, 0, 0, 0);
  if (sun === null) return;
  const [x, y, z] = sun.direction;
  direction.set(-x, -y, -z, shadow === null ? 0 : 1);
  radiance.set(...linear(sun.color), 0).multiplyScalar(sun.intensity);
  if (shadow === null) return;
  radiance.setW(shadow.normalBias);
  bounds.set(...shadow.bounds);
  const m = shadow.atlasFromWorld.elements;
  for (const [i, row] of rows.slice(0, 3).entries())
    row.set(m[i] as number, m[4 + i] as number, m[8 + i] as number, m[12 + i] as number);
}

export function createTileLighting(): TileLighting {
  const values = Array.from({ length: MAX_TILES * GROUPS }, () => new Vector4());
  const array = uniformArray(values, 'vec4').setGroup(renderGroup);
  const read = (group: number): Vec4 =>
    array.element(
      int(cameraIndex as unknown as Float)
        .mul(GROUPS)
        .add(group),
    ) as unknown as Vec4;
  const set: TileLighting['set'] = (tile, { lights, background, sky }, shadows) => {
    const at = (group: number): Vector4 => values[tile * GROUPS + group] as Vector4;
    const ambient = ambientOf(lights);
    const tint = (colors: readonly string[]): readonly number[] =>
      ambient.map((c, k) =>
        sky === null
          ? c
          : c *
            (0.5 + colors.reduce((sum, text) => sum + (linear(text)[k] as number), 0) / colors.length / 2),
      );
    const [below, above] = [
      tint([sky?.ground ?? background]),
      tint([sky?.horizon ?? background, sky?.zenith ?? background]),
    ];
    at(BELOW).fromArray([...below, 0]);
    at(ABOVE).fromArray([...above, sky === null ? 0 : 1]);
    at(ZENITH).set(...linear(sky?.zenith ?? background), 0);
    at(HORIZON).set(...linear(sky?.horizon ?? background), 0);
    at(GROUND).set(...linear(sky?.ground ?? background), 0);
    const suns = sunsOf(lights);
    for (let i = 0; i < MAX_SUNS; i++) {
      const first = tile * GROUPS + FIRST_SUN + i * SUN_GROUPS;
      setSun(values.slice(first, first + SUN_GROUPS), suns[i] ?? null, shadows[i] ?? null);
    }
  };
  return {
    set,
    ...{
      below: read(BELOW),
      above: read(ABOVE),
      zenith: read(ZENITH),
      horizon: read(HORIZON),
      ground: read(GROUND),
    },
    sun: (i) => {
      const first = FIRST_SUN + i * SUN_GROUPS;
      const rows = [read(first + 3), read(first + 4), read(first + 5)] as const;
      return { direction: read(first), radiance: read(first + 1), bounds: read(first + 2), rows };
    },
  };
}
