import type { Body, Material } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import { IDENTITY_QUATERNION, type Quaternion, type Vec3 } from '../../core/pose.ts';
import type { Rng } from '../../core/rng.ts';
import type { Part, Primitive } from '../../core/shape.ts';
import { plainMaterial } from '../actors/plain-material.ts';

/** A body that stands where it is. */
export const still = (
  name: string,
  kind: string,
  shape: Body['shape'],
  material: Material,
  position: Vec3,
  orientation: Quaternion = IDENTITY_QUATERNION,
): Body => ({
  ...{ name, class: kind, shape, material, motion: 'fixed', position, orientation },
  ...{ linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] },
});

export const box = (x: number, y: number, z: number): Primitive => ({ kind: 'box', size: [x, y, z] });

export const part = (
  shape: Primitive,
  position: Vec3,
  material: Material | null,
  role: Part['role'] = 'both',
): Part => ({ shape, position, orientation: IDENTITY_QUATERNION, material, role });

const WALLS = [
  '#c9b79c',
  '#b5654a',
  '#d8cfc0',
  '#a8a29a',
  '#c98f5f',
  '#8f9aa3',
  '#e2d3b1',
  '#9c5b46',
] as const;
const SHOPS = ['#8f887d', '#a2988a', '#7f858a', '#b3a692'] as const;
const ROOFS = ['#5a4038', '#4a4d52', '#7a4a3a'] as const;
const DOORS = ['#5c3a24', '#2f4a3c', '#3a4a66', '#6b2328'] as const;
const AWNINGS = ['#a33a34', '#2f6b4f', '#30557f', '#c08a2c'] as const;

/** A house that fronts towards −y of its own frame, on the ground at its origin: floors of windows over a shop. */
export function house(name: string, position: Vec3, turned: boolean, width: number, rng: Rng): Body {
  const depth = 10;
  const floors = rng.fork('floors').integer(2, 5);
  const ground = 3.6;
  const storey = 3.1;
  const height = ground + floors * storey;
  const walls: Material = {
    ...plainMaterial('wall', rng.fork('wall').choice(WALLS), 0.95),
    texture: { pattern: 'facade', color: '#2c3a4a', size: storey, offset: [0, 0] },
  };
  const base = plainMaterial('shop', rng.fork('shop').choice(SHOPS), 0.9);
  const glass = plainMaterial('shop_window', '#22303c', 0.15);
  const awning = plainMaterial('awning', rng.fork('awning').choice(AWNINGS), 0.85);
  const door = plainMaterial('door', rng.fork('door').choice(DOORS), 0.7);
  const roof = plainMaterial('roof', rng.fork('roof').choice(ROOFS), 0.9);
  const front = -depth / 2;
  const panes = Math.max(1, Math.floor((width - 3) / 2.6));
  const parts: Part[] = [
    part(box(width, depth, height - ground), [0, 0, (height + ground) / 2], null),
    part(box(width, depth, ground), [0, 0, ground / 2], base),
    part(box(width + 0.5, depth + 0.6, 0.35), [0, 0, height + 0.17], roof, 'seen'),
    part(box(width + 0.12, 0.2, 0.25), [0, front, ground + 0.05], roof, 'seen'),
    part(box(1.1, 0.12, 2.3), [width / 2 - 1.1, front, 1.15], door, 'seen'),
    part(box(width - 2.6, 0.9, 0.14), [-0.9, front - 0.45, 2.85], awning, 'seen'),
  ];
  for (let k = 0; k < panes; k++) {
    const x = -width / 2 + 0.6 + 2.6 * k + 1.1;
    parts.push(part(box(2.2, 0.1, 1.9), [x, front, 1.55], glass, 'seen'));
  }
  return still(
    name,
    'building',
    { kind: 'compound', parts },
    walls,
    position,
    turned ? [0, 0, 1, 0] : IDENTITY_QUATERNION,
  );
}

const LEAVES = ['#4f7a3a', '#5d8a44', '#42683a', '#78933f'] as const;

/** A tree on the ground at its origin. */
export function tree(name: string, position: Vec3, rng: Rng): Body {
  const bark = plainMaterial('bark', '#5d4a38', 0.95);
  const leaves: Material = {
    ...plainMaterial('leaves', rng.fork('leaves').choice(LEAVES), 0.95),
    texture: { pattern: 'speckle', color: '#36552c', size: 1.2, offset: [0, 0] },
  };
  const trunk = rng.uniform(2, 2.6);
  const crown = rng.uniform(1, 1.35);
  const turn = 2 * Math.PI * rng.next();
  const blob = (share: number, angle: number, out: number, up: number): Part =>
    part(
      { kind: 'sphere', radius: crown * share },
      [crown * out * cos(angle), crown * out * sin(angle), trunk + up * crown],
      leaves,
      'seen',
    );
  return still(
    name,
    'tree',
    {
      kind: 'compound',
      parts: [
        part({ kind: 'cylinder', radius: 0.12, height: trunk + 0.6 }, [0, 0, (trunk + 0.6) / 2], bark),
        blob(1, 0, 0, 0.85),
        blob(0.72, turn, 0.55, 0.55),
        blob(0.68, turn + 2.1, 0.6, 0.7),
        blob(0.64, turn + 4.2, 0.55, 1.2),
      ],
    },
    leaves,
    position,
  );
}

/** A street lamp on the ground at its origin, which reaches `reach` m towards +y. */
export function lamp(name: string, position: Vec3, reach: number): Body {
  const steel = plainMaterial('lamp_post', '#3f464c', 0.5, 0.3);
  const glow = plainMaterial('lamp_glass', '#f3efdf', 0.3);
  return still(
    name,
    'street_lamp',
    {
      kind: 'compound',
      parts: [
        part({ kind: 'cylinder', radius: 0.07, height: 6 }, [0, 0, 3], steel),
        part(box(0.08, Math.abs(reach), 0.08), [0, reach / 2, 5.96], steel, 'seen'),
        part(box(0.24, 0.6, 0.1), [0, reach, 5.9], glow, 'seen'),
      ],
    },
    steel,
    position,
  );
}
