/** Writes the meshes of `assets/robots/` anew: `npx tsx scripts/maintain/write-robot-meshes.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { ARM_MESHES } from './robot-meshes/arm.ts';
import { BASE_MESHES } from './robot-meshes/base.ts';
import { glb } from './robot-meshes/glb.ts';
import { HUMANOID_MESHES } from './robot-meshes/humanoid.ts';

for (const [robot, meshes] of Object.entries({
  arm: ARM_MESHES,
  base: BASE_MESHES,
  humanoid: HUMANOID_MESHES,
})) {
  const folder = new URL(`../../assets/robots/meshes/${robot}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, triangles] of Object.entries(meshes)) {
    const bytes = glb(triangles);
    writeFileSync(new URL(`${name}.glb`, folder), bytes);
    process.stderr.write(`assets/robots/meshes/${robot}/${name}.glb: ${bytes.length} bytes\n`);
  }
}
