/** Writes `assets/robots/humanoid.urdf` anew: `npx tsx scripts/maintain/write-humanoid-urdf.ts`. */
import { writeFileSync } from 'node:fs';
import { HUMANOID_LINKS, type HumanoidLink } from './robot-meshes/humanoid-links.ts';

const rounded = (x: number): string => String(Number(x.toPrecision(4)));
const triple = (v: readonly number[]): string => v.map(rounded).join(' ');

/** A uniform box of that size stands for how a link's mass is spread. */
function inertial({ mass, center, spread: [x, y, z] }: HumanoidLink): string {
  const of = (a: number, b: number): string => rounded((mass * (a * a + b * b)) / 12);
  return `    <inertial>
      <origin xyz="${triple(center)}"/>
      <mass value="${mass}"/>
      <inertia ixx="${of(y, z)}" ixy="0" ixz="0" iyy="${of(x, z)}" iyz="0" izz="${of(x, y)}"/>
    </inertial>`;
}

const visual = ({ mesh, material }: { readonly mesh: string; readonly material: string }): string =>
  `    <visual><geometry><mesh filename="meshes/humanoid/${mesh}.glb"/></geometry><material name="${material}"/></visual>`;

const collision = ({ at, geometry }: { readonly at: readonly number[]; readonly geometry: string }): string =>
  `    <collision><origin xyz="${triple(at)}"/><geometry><${geometry}/></geometry></collision>`;

const link = (l: HumanoidLink): string =>
  [
    `  <link name="${l.name}">`,
    inertial(l),
    ...l.visuals.map(visual),
    ...l.collisions.map(collision),
    '  </link>',
  ].join('\n');

function joint(child: HumanoidLink): string {
  if (child.joint === null) return '';
  const { name, parent, at, axis, limits, effort, velocity } = child.joint;
  return `  <joint name="${name}" type="revolute">
    <parent link="${parent}"/>
    <child link="${child.name}"/>
    <origin xyz="${triple(at)}"/>
    <axis xyz="${axis}"/>
    <limit lower="${limits[0]}" upper="${limits[1]}" effort="${effort}" velocity="${velocity}"/>
    <dynamics damping="0.5"/>
  </joint>`;
}

/** What an arm reaches with: a frame on the forearm. */
const palm = (side: string): string => `  <link name="${side}_palm"/>
  <joint name="${side}_palm_joint" type="fixed">
    <parent link="${side}_forearm"/>
    <child link="${side}_palm"/>
    <origin xyz="0 0 -0.31"/>
  </joint>`;

const mass = HUMANOID_LINKS.reduce((sum, l) => sum + l.mass, 0);
const joints = HUMANOID_LINKS.filter((l) => l.joint !== null);
const text = `<?xml version="1.0"?>
<!-- A humanoid of ${joints.length} joints, 1.6 m and ${rounded(mass)} kg; scripts/maintain/write-humanoid-urdf.ts writes this file.
     Every link's frame stands at its joint, x forward, y left, z up; all frames are parallel when every
     joint is at 0: the robot then stands upright with straight legs and hanging arms. -->
<robot name="humanoid">
  <material name="shell"><color rgba="0.9 0.91 0.93 1"/></material>
  <material name="dark"><color rgba="0.17 0.19 0.22 1"/></material>
  <material name="accent"><color rgba="0.1 0.48 0.86 1"/></material>
  <material name="visor"><color rgba="0.03 0.04 0.06 1"/></material>
  <material name="rubber"><color rgba="0.1 0.1 0.11 1"/></material>

${HUMANOID_LINKS.map(link).join('\n')}

${joints.map(joint).join('\n')}
${['left', 'right'].map(palm).join('\n')}
</robot>
`;
writeFileSync(new URL('../../assets/robots/humanoid.urdf', import.meta.url), text);
