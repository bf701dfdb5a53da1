import type { Pedestrian } from '../../core/actor.ts';
import type { Body, Material } from '../../core/episode.ts';
import { IDENTITY_QUATERNION, type Quaternion, type Vec3 } from '../../core/pose.ts';
import type { CompoundShape, Part, Primitive } from '../../core/shape.ts';
import { PROPORTIONS } from './gait.ts';
import { plainMaterial } from './plain-material.ts';

/** sRGB of what somebody wears and is. */
export type Looks = {
  readonly shirt: string;
  readonly trousers: string;
  readonly skin: string;
  readonly hair: string;
  readonly shoes: string;
};

const LIMBS = ['thigh', 'shin', 'upper_arm', 'forearm'] as const;

/** Names of the bodies of somebody on foot: the trunk's, then the limbs'. */
export const pedestrianBodyNames = (name: string): readonly string[] => [
  name,
  ...LIMBS.flatMap((limb) => [`${name}_${limb}_l`, `${name}_${limb}_r`]),
];

/** What the movers know of somebody on foot. */
export function limbsOf(
  name: string,
): Pick<Pedestrian, 'trunk' | 'thighs' | 'shins' | 'upperArms' | 'forearms'> {
  const limb = (kind: (typeof LIMBS)[number]): [string, string] => [`${name}_${kind}_l`, `${name}_${kind}_r`];
  return {
    trunk: name,
    ...{
      thighs: limb('thigh'),
      shins: limb('shin'),
      upperArms: limb('upper_arm'),
      forearms: limb('forearm'),
    },
  };
}

const part = (
  shape: Primitive,
  position: Vec3,
  material: Material,
  role: Part['role'] = 'seen',
  orientation: Quaternion = IDENTITY_QUATERNION,
): Part => ({ shape, position, orientation, material, role });

const capsule = (radius: number, height: number): Primitive => ({ kind: 'capsule', radius, height });

/** Turns z onto y. */
const ACROSS: Quaternion = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2];

/** Chest, hips, neck, head and hair; others meet one capsule from the knees to the crown. */
function trunkShape(h: number, looks: Looks): CompoundShape {
  const shirt = plainMaterial('cloth', looks.shirt, 0.9);
  const trousers = plainMaterial('cloth', looks.trousers, 0.95);
  const skin = plainMaterial('skin', looks.skin, 0.6);
  const hair = plainMaterial('hair', looks.hair, 0.8);
  const shoulder = PROPORTIONS.trunk * h;
  const legs = (PROPORTIONS.thigh + PROPORTIONS.shin + PROPORTIONS.ankle) * h;
  const top = h - legs;
  const head = 0.062 * h;
  return {
    kind: 'compound',
    parts: [
      part(capsule(0.068 * h, 0.09 * h), [0, 0, 0.015 * h], trousers, 'seen', ACROSS),
      part(capsule(0.072 * h, 0.06 * h), [0, 0, 0.1 * h], shirt, 'seen', ACROSS),
      part(capsule(0.076 * h, 0.09 * h), [0, 0, 0.18 * h], shirt, 'seen', ACROSS),
      part(capsule(0.062 * h, 0.15 * h), [0, 0, shoulder - 0.02 * h], shirt, 'seen', ACROSS),
      part({ kind: 'cylinder', radius: 0.03 * h, height: 0.09 * h }, [0, 0, shoulder + 0.05 * h], skin),
      part(capsule(head * 0.86, head * 0.6), [0.008 * h, 0, top - head * 1.2], skin),
      part(capsule(head * 0.9, head * 0.35), [-0.012 * h, 0, top - head * 0.98], hair),
      part(capsule(0.13 * h, 0.52 * h), [0, 0, 0.05 * h], skin, 'solid'),
    ],
  };
}

/** A limb that hangs from the origin, and what is at its end. */
const limbShape = (
  radius: number,
  length: number,
  material: Material,
  end: readonly Part[],
): CompoundShape => ({
  kind: 'compound',
  parts: [
    part(capsule(radius, Math.max(length - radius, 0.02)), [0, 0, -length / 2], material, 'both'),
    ...end,
  ],
});

/**
 * The bodies of somebody on foot as the episode begins; the movers hang the limbs where they belong before the first
 * step, and `pose` is where they hang at once.
 */
export function pedestrianBodies(
  name: string,
  height: number,
  looks: Looks,
  poses: readonly { readonly position: Vec3; readonly orientation: Quaternion }[],
): readonly Body[] {
  const h = height;
  const trousers = plainMaterial('cloth', looks.trousers, 0.95);
  const shirt = plainMaterial('cloth', looks.shirt, 0.9);
  const skin = plainMaterial('skin', looks.skin, 0.6);
  const shoes = plainMaterial('shoes', looks.shoes, 0.8);
  const shoe = part(
    { kind: 'box', size: [0.15 * h, 0.055 * h, 0.045 * h] },
    [0.035 * h, 0, -(PROPORTIONS.shin + 0.018) * h],
    shoes,
  );
  const hand = part(capsule(0.024 * h, 0.03 * h), [0, 0, -(PROPORTIONS.forearm + 0.03) * h], skin);
  const limbs = [
    limbShape(0.048 * h, PROPORTIONS.thigh * h, trousers, []),
    limbShape(0.034 * h, PROPORTIONS.shin * h, trousers, [shoe]),
    limbShape(0.028 * h, PROPORTIONS.upperArm * h, shirt, []),
    limbShape(0.023 * h, PROPORTIONS.forearm * h, skin, [hand]),
  ] as const;
  return pedestrianBodyNames(name).map((body, i): Body => {
    const { position, orientation } = poses[i] as (typeof poses)[number];
    const isTrunk = i === 0;
    return {
      name: body,
      class: 'pedestrian',
      shape: isTrunk ? trunkShape(h, looks) : (limbs[Math.floor((i - 1) / 2)] as CompoundShape),
      material: isTrunk ? shirt : i < 5 ? trousers : skin,
      motion: 'kinematic',
      ...{ position, orientation, linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] },
      ...(isTrunk
        ? {
            mass: {
              mass: 75,
              centerOfMass: [0, 0, 0.1 * h],
              principalInertia: [9, 9, 1.2],
              principalAxes: IDENTITY_QUATERNION,
            },
          }
        : { passable: true as const }),
    };
  });
}
