import type { Material } from '../../core/episode.ts';
import { square } from '../../core/exact-math.ts';
import { IDENTITY_QUATERNION, type Quaternion, type Vec3 } from '../../core/pose.ts';
import type { CompoundShape, MeshShape, Part, Primitive } from '../../core/shape.ts';
import { CAR_MODEL, type CarModel, type CarModelName } from './car-models.ts';
import { loftMesh, type Section } from './loft.ts';
import { plainMaterial } from './plain-material.ts';

const GLASS = plainMaterial('glass', '#1c2732', 0.12);
const TRIM = plainMaterial('trim', '#1b1d20', 0.7);
const LAMP = plainMaterial('lamp', '#f4f6ef', 0.15);
const TAIL_LAMP = plainMaterial('tail_lamp', '#c3121c', 0.25);
const INDICATOR = plainMaterial('indicator', '#e8862a', 0.3);
const PLATE = plainMaterial('plate', '#e9e9e4', 0.6);
const TYRE = plainMaterial('tyre', '#202124', 0.95);
const RIM = plainMaterial('rim', '#b9bec4', 0.3, 0.5);

/** Turns z onto y: the axis of a cylinder into that of a wheel. */
const Y_FROM_Z: Quaternion = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2];

const seen = (
  shape: Primitive | MeshShape,
  position: Vec3,
  material: Material | null,
  orientation: Quaternion = IDENTITY_QUATERNION,
): Part => ({ shape, position, orientation, material, role: 'seen' });

const box = (x: number, y: number, z: number): Primitive => ({ kind: 'box', size: [x, y, z] });

/** A part on the left and its mirror image on the right. */
const pair = (
  shape: Primitive,
  [x, y, z]: Vec3,
  material: Material | null,
  turn?: Quaternion,
): readonly Part[] => [seen(shape, [x, y, z], material, turn), seen(shape, [x, -y, z], material, turn)];

/** The upper edge of the body at x. */
function deckAt({ deck }: CarModel, x: number): number {
  const behind = deck.findIndex(([at]) => at <= x);
  if (behind <= 0) return (deck.at(behind) as readonly [number, number])[1];
  const [[x0, z0], [x1, z1]] = [deck[behind - 1], deck[behind]] as [
    readonly [number, number],
    readonly [number, number],
  ];
  return z0 + ((z1 - z0) * (x - x0)) / (x1 - x0);
}

/** How much narrower the body is towards its ends, 0…1. */
function narrowing(x: number, half: number): number {
  const share = Math.max(0, (Math.abs(x) - 0.62 * half) / (0.38 * half));
  return 0.16 * share * share;
}

/** The body below the windows. */
function lowerBody(name: string, model: CarModel): MeshShape {
  const { length, width, rideHeight } = model;
  const half = length / 2;
  const stations = [1, 0.97, 0.9, 0.75, 0.5, 0.2, -0.1, -0.4, -0.7, -0.9, -0.97, -1];
  const sections = stations.map((share): Section => {
    const x = share * half;
    const wide = (width / 2) * (1 - narrowing(x, half));
    const top = deckAt(model, x);
    const bottom = 0.2 + 0.18 * Math.max(0, Math.abs(share) - 0.85);
    const end = Math.abs(share) > 0.99 ? 0.92 : 1;
    const at = (y: number, z: number): readonly [number, number] => [y * wide * end, z - rideHeight];
    const rise = top - bottom;
    return {
      x,
      left: [
        at(0.86, bottom),
        at(0.97, bottom + 0.16 * rise),
        at(1, bottom + 0.5 * rise),
        at(0.97, bottom + 0.8 * rise),
        at(0.88, top - 0.02),
        at(0.55, top + 0.015),
      ],
    };
  });
  return loftMesh(`${name}/body`, sections);
}

/** What stands between the beltline and the roof; `inset` makes it larger or smaller all round, m. */
function cabinHull(
  name: string,
  { cabin, width, height, beltline, rideHeight }: CarModel,
  from: number,
  to: number,
  inset: number,
): MeshShape {
  const half = width / 2;
  const [front, back] = cabin.foot;
  const [roofFront, roofBack] = cabin.roof;
  // Sections stand square to x; the slanting ends are those between foot and roof.
  const topAt = (x: number): number => {
    const ahead = x > roofFront ? (x - roofFront) / (front - roofFront) : 0;
    const behind = x < roofBack ? (roofBack - x) / (roofBack - back) : 0;
    return (
      height -
      (height - beltline) * Math.max(ahead, behind) -
      0.03 * square((x - (roofFront + roofBack) / 2) / 2)
    );
  };
  const foot = beltline - 0.08;
  const steps = 10;
  const xs = [
    ...Array.from({ length: steps + 1 }, (_, i) => front + ((back - front) * i) / steps),
    roofFront,
    roofBack,
  ]
    .filter((x) => x <= from && x >= to)
    .concat([from, to])
    .sort((a, b) => b - a)
    .filter((x, i, all) => i === 0 || (all[i - 1] as number) - x > 0.02);
  const sections = xs.map((x): Section => {
    const top = Math.max(topAt(x), foot + 0.02) - inset;
    const lean = (z: number): number => half * (0.93 - (0.2 * (z - foot)) / (height - foot)) - inset;
    return {
      x,
      left: [
        [lean(foot), foot - rideHeight],
        [lean(foot + 0.85 * (top - foot)), foot + 0.85 * (top - foot) - rideHeight],
        [lean(top) * 0.9, top - 0.015 - rideHeight],
        [lean(top) * 0.5, top - rideHeight],
      ],
    };
  });
  return loftMesh(name, sections);
}

/** What is painted of the cabin: roof and pillars over the glass. */
function cabinParts(name: string, model: CarModel): readonly Part[] {
  const { cabin, width, height, beltline, rideHeight, lastWindow } = model;
  const [roofFront, roofBack] = cabin.roof;
  const [front, back] = cabin.foot;
  const parts: Part[] = [
    seen(cabinHull(`${name}/glass`, model, front, back, 0), [0, 0, 0], GLASS),
    seen(
      cabinHull(`${name}/rear`, model, Math.min(lastWindow, roofBack + 0.35), back + 0.001, -0.012),
      [0, 0, 0],
      null,
    ),
  ];
  const roofLength = roofFront - roofBack;
  const top = height - rideHeight;
  parts.push(
    seen(box(roofLength + 0.1, width * 0.64, 0.05), [(roofFront + roofBack) / 2, 0, top - 0.012], null),
    ...pair(box(roofLength + 0.1, 0.06, 0.07), [(roofFront + roofBack) / 2, width * 0.345, top - 0.05], null),
  );
  // Pillars lean with the glass: about x inwards, and the front ones about y with the windscreen.
  const rise = height - beltline;
  const inwards = 0.2 * (width / 2);
  const pillar = (x: number, z: Material | null): readonly Part[] =>
    ([1, -1] as const).map((side) => {
      const angle = Math.sqrt(rise * rise + inwards * inwards);
      const half: Quaternion = [(side * inwards) / angle / 2, 0, 0, 1];
      const size = Math.sqrt(square(half[0]) + 1);
      return seen(
        box(0.08, 0.035, rise * 0.95),
        [x, side * (width / 2) * 0.845, beltline + rise * 0.46 - rideHeight],
        z,
        [half[0] / size, 0, 0, 1 / size],
      );
    });
  const middle = (roofFront + Math.max(lastWindow, roofBack)) / 2;
  parts.push(...pillar(middle - 0.1, TRIM));
  return parts;
}

/** Lamps, bumpers, mirrors, grille, plates, sills and the arches that the wheels turn in. */
function fittings(model: CarModel): readonly Part[] {
  const { length, width, wheelbase, wheelRadius, rideHeight, beltline, cabin } = model;
  const [nose, tail] = [length / 2, -length / 2];
  const z = (height: number): number => height - rideHeight;
  const lampHeight = deckAt(model, nose - 0.12) - 0.09;
  const tailHeight = deckAt(model, tail + 0.05) - 0.08;
  const arch: Primitive = { kind: 'cylinder', radius: wheelRadius + 0.065, height: 0.3 };
  const archY = width / 2 - 0.145;
  return [
    ...pair(box(0.14, 0.36, 0.13), [nose - 0.09, width * 0.31, z(lampHeight)], LAMP),
    ...pair(box(0.14, 0.1, 0.11), [nose - 0.13, width * 0.415, z(lampHeight - 0.005)], INDICATOR),
    ...pair(box(0.1, 0.34, 0.14), [tail + 0.04, width * 0.32, z(tailHeight)], TAIL_LAMP),
    seen(box(0.08, width * 0.5, 0.16), [nose - 0.02, 0, z(0.5)], TRIM),
    seen(box(0.1, width * 0.78, 0.1), [nose - 0.03, 0, z(0.32)], TRIM),
    seen(box(0.1, width * 0.78, 0.16), [tail + 0.03, 0, z(0.36)], TRIM),
    seen(box(0.03, 0.5, 0.11), [nose + 0.025, 0, z(0.4)], PLATE),
    seen(box(0.03, 0.5, 0.11), [tail - 0.02, 0, z(0.55)], PLATE),
    ...pair(box(wheelbase - 2.3 * wheelRadius, 0.05, 0.1), [0, width * 0.475, z(0.27)], TRIM),
    ...pair(box(0.12, 0.2, 0.12), [cabin.foot[0] - 0.32, width * 0.53, z(beltline + 0.08)], TRIM),
    ...pair(box(0.16, 0.02, 0.03), [-0.05, width * 0.492, z(beltline - 0.12)], TRIM),
    ...pair(arch, [wheelbase / 2, archY, z(wheelRadius)], TRIM, Y_FROM_Z),
    ...pair(arch, [-wheelbase / 2, archY, z(wheelRadius)], TRIM, Y_FROM_Z),
  ];
}

/**
 * A car's body: what is seen of it in the paint of its body's own material, glass, lamps and trim, and two boxes that
 * others meet. Frame of the chassis: x ahead, z up, origin at the centre of mass.
 */
export function carShape(name: CarModelName): CompoundShape {
  const model = CAR_MODEL[name];
  const { length, width, height, beltline, rideHeight, cabin } = model;
  const solid = (shape: Primitive, position: Vec3): Part => ({
    ...{ shape, position, orientation: IDENTITY_QUATERNION, material: null, role: 'solid' },
  });
  const cabinLength = (cabin.foot[0] + cabin.roof[0]) / 2 - (cabin.foot[1] + cabin.roof[1]) / 2;
  const cabinX = (cabin.foot[0] + cabin.roof[0] + cabin.foot[1] + cabin.roof[1]) / 4;
  return {
    kind: 'compound',
    parts: [
      seen(lowerBody(`car/${name}`, model), [0, 0, 0], null),
      ...cabinParts(`car/${name}`, model),
      ...fittings(model),
      solid(box(length, width, beltline - 0.22), [0, 0, (beltline + 0.22) / 2 - rideHeight]),
      solid(box(cabinLength, width * 0.8, height - beltline), [
        cabinX,
        0,
        (height + beltline) / 2 - rideHeight,
      ]),
    ],
  };
}

/** A wheel, whose axle is its y axis: a tyre, a rim on both sides and its spokes, so that it is seen to turn. */
export function wheelShape({ wheelRadius: r, wheelWidth }: CarModel): CompoundShape {
  const disc = (radius: number, height: number): Primitive => ({ kind: 'cylinder', radius, height });
  const quarter: Quaternion = [0, Math.SQRT1_2, 0, Math.SQRT1_2];
  const spoke = box(1.3 * r, wheelWidth + 0.03, 0.2 * r);
  return {
    kind: 'compound',
    parts: [
      { ...seen(disc(r, wheelWidth), [0, 0, 0], TYRE, Y_FROM_Z), role: 'both' },
      seen(
        disc(0.66 * r, wheelWidth + 0.012),
        [0, 0, 0],
        plainMaterial('rim_well', '#4b4f54', 0.6),
        Y_FROM_Z,
      ),
      seen(spoke, [0, 0, 0], RIM),
      seen(spoke, [0, 0, 0], RIM, quarter),
    ],
  };
}
