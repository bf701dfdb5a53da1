import type { Body, Episode, Material, Shape } from '../core/episode.ts';
import type { Vec3 } from '../core/pose.ts';
import { createRng, deriveSeed, type Rng } from '../core/rng.ts';
import type { Part } from '../core/shape.ts';
import { bodyColor, bodySurface, bodyTexture, groundLook, lookGroup } from './look/body-look.ts';
import { drawClutter } from './look/clutter.ts';
import { drawLights } from './look/draw-lights.ts';
import { drawSky } from './look/draw-sky.ts';
import { jitterCameras } from './look/jitter-cameras.ts';
import { regionCenter, regionWidth, taskRegion } from './look/task-region.ts';
import { drawTone, type Tone } from './look/tone.ts';

/** What a look draws, each from a stream of its own. */
export const LOOK_STREAMS = [
  /** Whether the ground is darker or lighter than the bodies: the one draw that others heed. */
  'tone',
  'ground',
  'color',
  'surface',
  'texture',
  'light',
  'sky',
  'clutter',
  'camera',
] as const;

export type LookStreams = Readonly<Record<(typeof LOOK_STREAMS)[number], Rng>>;

/** The streams of an episode's look. */
export function lookStreams(seed: number): LookStreams {
  const rng = createRng(deriveSeed(seed, 'look'));
  return Object.fromEntries(LOOK_STREAMS.map((name) => [name, rng.fork(name)])) as LookStreams;
}

/**
 * The episode with another look: textures, colours, shine, lights, sky, ground, clutter and places of
 * cameras, all a function of its seed. What physics knows of stays as it is, and so does every
 * trajectory. What is drawn for the whole episode stands in its parameters as `look.<name>`.
 */
export const varyLook = (episode: Episode): Episode => varyLookBy(episode, lookStreams(episode.seed));

/** The episode with the look that those streams give. */
export function varyLookBy(episode: Episode, streams: LookStreams): Episode {
  const tone = drawTone(streams.tone);
  const region = taskRegion(episode) ?? { low: [-0.5, -0.5, 0], high: [0.5, 0.5, 1] };
  const bodies = episode.bodies.map((body) => ({
    ...body,
    shape: variedParts(body, tone, streams),
    material: { ...body.material, ...bodyLook(body, tone, streams, regionWidth(region)) },
  }));
  const clutter = drawClutter(streams.clutter, episode);
  const { lights, parameters } = drawLights(streams.light);
  const { sky, weather } = drawSky(streams.sky);
  const drawn = { tone: tone.name, sky: weather, clutter: clutter.length, ...parameters };
  const solid = episode.bodies.filter(({ shape }) => shape.kind !== 'plane');
  const points: readonly Vec3[] = solid.map(({ position }) => position);
  return {
    ...episode,
    bodies,
    decor: [...episode.decor, ...clutter].sort((a, b) => (a.name < b.name ? -1 : 1)),
    lights,
    sky,
    cameras: jitterCameras(streams.camera, episode.cameras, regionCenter(region), points),
    parameters: {
      ...episode.parameters,
      ...Object.fromEntries(Object.entries(drawn).map(([name, value]) => [`look.${name}`, value])),
    },
  };
}

/** Parts with a material of their own get another of the same pattern; parts that look alike still do. */
function variedParts(body: Body, tone: Tone, streams: LookStreams): Shape {
  const { shape } = body;
  if (shape.kind !== 'compound') return shape;
  const parts = shape.parts.map((part): Part => {
    const { material } = part;
    if (material === null) return part;
    const group = `${lookGroup(body)}/${material.name}/${material.color}`;
    const color = bodyColor(streams.color.fork(group), tone);
    const { texture } = material;
    const other = texture && { ...texture, color: bodyColor(streams.texture.fork(group), tone) };
    const surface = bodySurface(streams.surface.fork(group));
    return { ...part, material: { ...material, ...surface, color, texture: other } };
  });
  return { kind: 'compound', parts };
}

function bodyLook(body: Body, tone: Tone, streams: LookStreams, reach: number): Partial<Material> {
  if (body.shape.kind === 'plane') return groundLook(streams.ground.fork(body.name), tone, reach);
  const group = lookGroup(body);
  return {
    color: bodyColor(streams.color.fork(group), tone),
    ...bodySurface(streams.surface.fork(group)),
    texture: bodyTexture(streams.texture.fork(group), tone, body.shape),
  };
}
