import { beforeAll, expect, it } from 'vitest';
import { shippedScenes } from '#src/dataset/read-scene-file.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleTwins } from '#src/scene/sample-twins.ts';
import { readScene } from '../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

/** Within the default episode: 48 frames at 12 fps. */
const SECONDS = 47 / 12;

const scenes = shippedScenes().filter((name) => readScene(name).violations !== undefined);

it.each(scenes)('%s: every law that it says can be broken is, in time to be seen', (name) => {
  const scene = readScene(name);
  const laws = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    const { impossible } = sampleTwins(scene, seed);
    const world = createPhysicsWorld(impossible);
    for (let step = 0; step < SECONDS * impossible.physicsRate; step++) world.step();
    world.state();
    const { law, body } = impossible.violation as NonNullable<typeof impossible.violation>;
    expect(world.brokenAt(), `${law} of ${body}, seed ${seed}`).not.toBeNull();
    laws.add(`${law} ${body}`);
    world.dispose();
  }
  expect(laws.size).toBe(scene.violations?.length);
});
