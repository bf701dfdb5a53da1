/**
 * Your robot in a task of yours: a URDF, a scene around it, what shall be done, and a policy; recorded.
 * Run: npx tsx scripts/custom-robot.ts [EPISODES] [OUT]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { generateDataset, readEpisodeFacts, readSceneFile } from 'worldwright/node';

const episodes = Number(process.argv[2] ?? 20);
const out = process.argv[3] ?? 'out/custom-robot';

// 1. The robot: any URDF; this one is a crane with a hinge that swings a rod.
mkdirSync(out, { recursive: true });
writeFileSync(
  `${out}/crane.urdf`,
  `<robot name="crane">
  <link name="post">
    <visual><origin xyz="0 0 0.3"/><geometry><box size="0.1 0.1 0.6"/></geometry>
      <material name="steel"><color rgba="0.3 0.35 0.4 1"/></material></visual>
  </link>
  <link name="rod">
    <inertial><origin xyz="0.25 0 0"/><mass value="1.5"/>
      <inertia ixx="0.001" iyy="0.03" izz="0.03" ixy="0" ixz="0" iyz="0"/></inertial>
    <visual><origin xyz="0.25 0 0"/><geometry><box size="0.5 0.06 0.06"/></geometry>
      <material name="orange"><color rgba="0.9 0.45 0.1 1"/></material></visual>
    <collision><origin xyz="0.25 0 0"/><geometry><box size="0.5 0.06 0.06"/></geometry></collision>
  </link>
  <joint name="swing" type="revolute">
    <parent link="post"/><child link="rod"/><origin xyz="0 0 0.12"/><axis xyz="0 0 1"/>
    <limit lower="-2.5" upper="2.5" effort="40" velocity="3"/>
  </joint>
</robot>`,
);

// 2. The scene and its task, as data: sweep the block off its stand.
const paint = (color: string) => ({ density: 400, friction: 0.5, restitution: 0.1, color });
writeFileSync(
  `${out}/sweep.json`,
  JSON.stringify({
    version: 1,
    name: 'sweep',
    summary: 'A crane sweeps a block off its stand.',
    gravity: [0, 0, -9.81],
    random: { along: { uniform: [0.3, 0.42] }, turn: { uniform: [-30, 30] } },
    materials: { floor: paint('#a9b0b8'), stand: paint('#6d7680'), block: paint('#2f6fb0') },
    bodies: [
      { name: 'floor', shape: { kind: 'plane', size: 12 }, material: 'floor', motion: 'fixed' },
      {
        ...{ name: 'stand', shape: { kind: 'box', size: [0.3, 0.3, 0.06] }, material: 'stand' },
        ...{ motion: 'fixed', position: [0.36, 0, 0.03] },
      },
      {
        ...{ name: 'block', shape: { kind: 'box', size: [0.1, 0.1, 0.1] }, material: 'block' },
        ...{ position: ['$along', 0, 0.06], anchor: 'bottom', yaw_deg: '$turn' },
      },
    ],
    lights: [
      { kind: 'ambient', intensity: 0.5 },
      { kind: 'sun', direction: [0.4, 0.6, -1], intensity: 0.8 },
    ],
    cameras: [
      { name: 'front', position: [1.3, -1.2, 1], look_at: [0.2, 0, 0.1], fov_deg: 42, near: 0.1, far: 20 },
    ],
    robot: { kind: 'joints', urdf: 'crane.urdf', home: { swing: -1.2 }, control: 'velocity' },
    task: { name: 'sweep', success: [{ kind: 'height', of: 'block', below: 0.08 }] },
  }),
);

// 3. The policy: a program of yours, loaded by the workers too.
writeFileSync(
  `${out}/policy.mjs`,
  'export default () => (frame) => new Float32Array([frame < 8 ? 0 : frame < 36 ? 1.4 : 0]);\n',
);

const dataset = await generateDataset({
  ...{ out: `${out}/data`, scenes: [readSceneFile(`${out}/sweep.json`)], policy: `${out}/policy.mjs` },
  ...{ episodes, frames: 48 },
  onProgress: ({ done, total }) => console.error(`frame ${done} of ${total}`),
});
for (const { id } of dataset.episodes) {
  const { outcome } = await readEpisodeFacts(dataset, id);
  console.log(`${id}: ${outcome ?? 'no end'}`);
}
