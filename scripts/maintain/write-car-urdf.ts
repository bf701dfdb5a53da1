/** Writes `assets/robots/car.urdf` and its meshes anew: `npx tsx scripts/maintain/write-car-urdf.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Quaternion } from '../../src/core/pose.ts';
import type { Part, SimpleShape } from '../../src/core/shape.ts';
import { CAR_MODEL } from '../../src/scene/actors/car-models.ts';
import { carShape, wheelShape } from '../../src/scene/actors/car-shape.ts';
import { plainMaterial } from '../../src/scene/actors/plain-material.ts';
import { glb } from './robot-meshes/glb.ts';

const MODEL = CAR_MODEL.hatchback;
const { length, width, height, wheelbase, track, wheelRadius, wheelWidth, rideHeight } = MODEL;
/** kg: 1,300 together. */
const MASS = { body: 1196, knuckle: 14, wheel: 19 };
const PAINT = { name: 'paint', color: '#2f6fb0' };

const FOLDER = new URL('../../assets/robots/', import.meta.url);
mkdirSync(new URL('meshes/car/', FOLDER), { recursive: true });

const rounded = (x: number): string => String(Number(x.toPrecision(5)));
const triple = (...v: readonly number[]): string => v.map(rounded).join(' ');

/** Roll, pitch and yaw of a rotation: about the fixed x, then y, then z. */
function rollPitchYaw([x, y, z, w]: Quaternion): string {
  const pitch = Math.asin(Math.min(Math.max(2 * (w * y - z * x), -1), 1));
  return triple(
    Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)),
    pitch,
    Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)),
  );
}

/** A shape as URDF has it; a mesh goes into a file of its own. */
function geometry(shape: SimpleShape): string {
  if (shape.kind === 'box') return `<box size="${triple(...shape.size)}"/>`;
  if (shape.kind === 'cylinder') {
    return `<cylinder radius="${rounded(shape.radius)}" length="${rounded(shape.height)}"/>`;
  }
  if (shape.kind !== 'mesh') throw new Error(`A car has no ${shape.kind}.`);
  const { name, positions, indices } = shape.mesh;
  const file = `meshes/car/${name.split('/').at(-1)}.glb`;
  const points = Array.from({ length: positions.length / 3 }, (_, i): [number, number, number] => [
    positions[3 * i] as number,
    positions[3 * i + 1] as number,
    positions[3 * i + 2] as number,
  ]);
  writeFileSync(new URL(file, FOLDER), glb({ positions: points, indices: [...indices] }));
  return `<mesh filename="${file}"/>`;
}

const origin = ({ position, orientation }: Part): string =>
  `<origin xyz="${triple(...position)}" rpy="${rollPitchYaw(orientation)}"/>`;

const colors = new Map<string, string>();

function shapes(parts: readonly Part[]): string {
  const visual = (part: Part): string => {
    const { name, color } = part.material ?? PAINT;
    colors.set(name, color);
    return `    <visual>${origin(part)}<geometry>${geometry(part.shape)}</geometry><material name="${name}"/></visual>`;
  };
  const collision = (part: Part): string =>
    `    <collision>${origin(part)}<geometry>${geometry(part.shape)}</geometry></collision>`;
  return [
    ...parts.filter(({ role }) => role !== 'solid').map(visual),
    ...parts.filter(({ role }) => role !== 'seen').map(collision),
  ].join('\n');
}

const link = (name: string, mass: number, inertia: readonly number[], parts: readonly Part[]): string => {
  const [ixx, iyy, izz] = inertia.map(rounded);
  return `  <link name="${name}">
    <inertial>
      <mass value="${mass}"/>
      <inertia ixx="${ixx}" ixy="0" ixz="0" iyy="${iyy}" iyz="0" izz="${izz}"/>
    </inertial>
${shapes(parts)}
  </link>`;
};

const joint = (name: string, kind: string, parent: string, child: string, place: string, motion: string) =>
  `  <joint name="${name}" type="${kind}">
    <parent link="${parent}"/>
    <child link="${child}"/>
    <origin xyz="${place}"/>
${motion}
  </joint>`;

/** Of a uniform box. */
const boxInertia = (mass: number, x: number, y: number, z: number): readonly number[] =>
  [y * y + z * z, x * x + z * z, x * x + y * y].map((sum) => (mass * sum) / 12);

/** Of a uniform cylinder about y. */
const across = (MASS.wheel * (3 * wheelRadius ** 2 + wheelWidth ** 2)) / 12;
const wheelInertia = [across, (MASS.wheel * wheelRadius ** 2) / 2, across];

/** What is met is half as wide as what is seen: a wheel that rests on two far edges would be hard to steer. */
const wheelParts = wheelShape(MODEL).parts.flatMap((part): readonly Part[] => {
  if (part.role !== 'both' || part.shape.kind !== 'cylinder') return [part];
  const narrow = { ...part.shape, height: part.shape.height / 2 };
  return [
    { ...part, role: 'seen' },
    { ...part, shape: narrow, role: 'solid' },
  ];
});

const HUB: Part = {
  ...{ shape: { kind: 'box', size: [0.14, 0.1, 0.14] }, position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  ...{ material: plainMaterial('trim', '#1b1d20', 0.7), role: 'seen' },
};

const corners = (['front', 'rear'] as const).flatMap((end) =>
  (['left', 'right'] as const).map((side) => {
    const at = triple(
      ((end === 'front' ? 1 : -1) * wheelbase) / 2,
      ((side === 'left' ? 1 : -1) * track) / 2,
      wheelRadius - rideHeight,
    );
    const corner = `${end}_${side}`;
    // Front wheels are not driven: their motors hold no more than bearings do.
    const spin = `    <axis xyz="0 1 0"/>
    <limit effort="${end === 'front' ? 5 : 900}" velocity="120"/>
    <dynamics damping="0.5"/>`;
    const wheel = link(`${corner}_wheel`, MASS.wheel, wheelInertia, wheelParts);
    const parent = end === 'front' ? `${side}_knuckle` : 'base_link';
    const hung = joint(
      ...([`${corner}_wheel_joint`, 'continuous', parent, `${corner}_wheel`] as const),
      ...([end === 'front' ? '0 0 0' : at, spin] as const),
    );
    if (end === 'rear') return [wheel, hung].join('\n');
    const follows = side === 'right' ? '\n    <mimic joint="left_steering_joint"/>' : '';
    const turn = `    <axis xyz="0 0 1"/>
    <limit lower="-0.6" upper="0.6" effort="2000" velocity="0.9"/>
    <dynamics damping="5"/>${follows}`;
    return [
      link(parent, MASS.knuckle, boxInertia(MASS.knuckle, 0.3, 0.2, 0.3), [HUB]),
      joint(`${side}_steering_joint`, 'revolute', 'base_link', parent, at, turn),
      wheel,
      hung,
    ].join('\n');
  }),
);
const body = link(
  ...(['base_link', MASS.body, boxInertia(MASS.body, length, width, height)] as const),
  carShape('hatchback').parts,
);
const rgba = (hex: string): string =>
  [1, 3, 5].map((i) => rounded(Number.parseInt(hex.slice(i, i + 2), 16) / 255)).join(' ');
writeFileSync(
  new URL('car.urdf', FOLDER),
  `<?xml version="1.0"?>
<!-- A hatchback of ${MASS.body + 2 * MASS.knuckle + 4 * MASS.wheel} kg; scripts/maintain/write-car-urdf.ts writes this file.
     base_link is its centre of mass, ${rideHeight} m over the ground: x ahead, y left, z up. -->
<robot name="car">
${[...colors].map(([name, color]) => `  <material name="${name}"><color rgba="${rgba(color)} 1"/></material>`).join('\n')}

${body}
${corners.join('\n')}

${['front_left', 'front_right', 'rear_left', 'rear_right']
  .map((wheel) => `  <gazebo reference="${wheel}_wheel"><mu1>0.9</mu1></gazebo>`)
  .join('\n')}
</robot>
`,
);
