import type { Body, Material, Shape, Texture } from '../../core/episode.ts';
import type { Rng } from '../../core/rng.ts';
import { shapeExtent } from '../../core/shape-extent.ts';
import { drawColor } from './oklch.ts';
import type { Tone } from './tone.ts';

/** Share of bodies that carry a pattern. */
const TEXTURED = 0.6;
/** Share of bodies that gleam somewhat like metal. */
const METALLIC = 0.2;

type Pattern = Texture['pattern'];

const BODY_PATTERNS: readonly Pattern[] = [
  ...(['checker', 'stripes', 'wood', 'marble'] as const),
  ...(['speckle', 'tiles', 'weave'] as const),
];
const GROUND_PATTERNS: readonly Pattern[] = [
  ...(['checker', 'wood', 'marble', 'speckle'] as const),
  ...(['bricks', 'tiles', 'weave'] as const),
];

/** The longest edge of the box that holds a shape, metres. */
const longestEdge = (shape: Shape): number => Math.max(...shapeExtent(shape).size);

/** The ground's colour: muted, of its tone. */
const groundColor = (rng: Rng, { ground }: Tone): string => drawColor(rng, ground, [0, 0.06]);

/** A body's colour: full, of its tone. */
export const bodyColor = (rng: Rng, { bodies }: Tone): string => drawColor(rng, bodies, [0.08, 0.17]);

/** How a body shines; without an environment to mirror, a full metal would be black. */
export const bodySurface = (rng: Rng): Pick<Material, 'roughness' | 'metalness'> => ({
  roughness: rng.uniform(0.25, 1),
  metalness: rng.next() < METALLIC ? rng.uniform(0.15, 0.5) : 0,
});

/** A pattern in keeping with the body's size whose colour is of the body's tone too, or none. */
export function bodyTexture(rng: Rng, { bodies }: Tone, shape: Shape): Texture | null {
  if (rng.next() >= TEXTURED) return null;
  return {
    pattern: rng.choice(BODY_PATTERNS),
    color: drawColor(rng, bodies, [0.02, 0.15]),
    size: longestEdge(shape) * rng.uniform(0.5, 1.2),
    offset: [rng.next(), rng.next()],
  };
}

/**
 * The look of the ground.
 *
 * @param reach - Size of the task that stands on it, metres: a repeat is a share of that.
 */
export function groundLook(rng: Rng, tone: Tone, reach: number): Partial<Material> {
  const texture: Texture = {
    pattern: rng.choice(GROUND_PATTERNS),
    color: groundColor(rng.fork('pattern'), tone),
    size: reach * rng.uniform(0.25, 0.9),
    offset: [rng.next(), rng.next()],
  };
  return {
    color: groundColor(rng.fork('color'), tone),
    roughness: rng.uniform(0.5, 1),
    metalness: 0,
    texture: rng.next() < 0.8 ? texture : null,
  };
}

/** Bodies that look alike: fixed ones of one material (the rails of a tray), others each by itself. */
export const lookGroup = ({ motion, material, name }: Body): string =>
  motion === 'fixed' ? `material/${material.name}` : `body/${name}`;
