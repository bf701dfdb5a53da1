import { it } from 'vitest';
import sharp from 'sharp';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { openDriver } from '#src/device/driver-node.ts';
import { readScene } from '../../fixtures/read-scene.ts';
it('draws', async () => {
  await loadPhysics();
  const driver = await openDriver('auto'); console.log(driver.kind, driver.description);
  const renderer = await createRenderer(driver.device);
  const S = 128;
  for (const n of ['alignment/free-fall', 'alignment/dominoes', 'robots/push']) {
    const scene = readScene(n); const ids = instanceIds([scene]); const tiles: { input: Buffer; raw: { width: number; height: number; channels: 3 }; left: number; top: number }[] = [];
    const seeds = n.includes('fall') ? [0, 5, 1] : [0, 3, 1];
    for (const [r, seed] of seeds.entries()) {
      const e = sampleEpisode(scene, seed); const w = createPhysicsWorld(e); const v = renderer.open(e, ids, S, S);
      if (e.robot) w.setAction(Float32Array.of(0.4, seed === 0 ? 0 : seed === 3 ? -0.1 : 0.1));
      for (let f = 0; f < 28; f++) {
        if (f % 3 === 0 && f < 24) { const [fr] = await v.draw(w.state(), [e.cameras[0]!.name]); tiles.push({ input: Buffer.from(fr!.rgb), raw: { width: S, height: S, channels: 3 }, left: (f / 3) * (S + 4), top: r * (S + 4) }); }
        for (let k = 0; k < 20; k++) w.step();
      }
      v.close(); w.dispose();
    }
    await sharp({ create: { width: 8 * (S + 4), height: 3 * (S + 4), channels: 3, background: '#000' } }).composite(tiles).png().toFile(`/tmp/sheet-${n.split('/')[1]}.png`);
  }
  renderer.close(); driver.close();
});
