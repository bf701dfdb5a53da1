import { beforeAll, expect, it } from 'vitest';
import type { WorldState } from '#src/core/episode.ts';
import { shippedScenes } from '#src/dataset/read-scene-file.ts';
import { createPhysicsWorld, type PhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleTwins } from '#src/scene/sample-twins.ts';
import { readScene } from '../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

/** Within the default episode: 48 frames at 12 fps. */
const SECONDS = 47 / 12;

/** Episodes tried at least; more until every law was broken once. */
const SEEDS = 5;

const scenes = shippedScenes().filter((name) => readScene(name).violations !== undefined);

/** How far the numbers of two states' poses are apart at most, metres and parts of a quaternion. */
const farthestApart = (a: WorldState, b: WorldState): number =>
  Math.max(
    ...a.positions.map((x, i) => Math.abs(x - (b.positions[i] as number))),
    ...a.orientations.map((x, i) => Math.abs(x - (b.orientations[i] as number))),
  );

it.each(scenes)('%s: every law that it says can be broken is, in time to be seen', (name) => {
  const scene = readScene(name);
  const laws = new Set<string>();
  for (let seed = 0; seed < 20 && (seed < SEEDS || laws.size < (scene.violations?.length ?? 0)); seed++) {
    const { possible, impossible } = sampleTwins(scene, seed);
    const [truth, world] = [possible, impossible].map((episode) => createPhysicsWorld(episode)) as [
      PhysicsWorld,
      PhysicsWorld,
    ];
    let apart = 0;
    for (let step = 0; step < SECONDS * impossible.physicsRate; step++) {
      truth.step();
      world.step();
      if (step % 60 === 0) apart = Math.max(apart, farthestApart(truth.state(), world.state()));
    }
    const { law, body } = impossible.violation as NonNullable<typeof impossible.violation>;
    expect(world.brokenAt(), `${law} of ${body}, seed ${seed}`).not.toBeNull();
    // What nobody could see would test nobody.
    expect(apart, `${law} of ${body}, seed ${seed}`).toBeGreaterThan(0.03);
    laws.add(`${law} ${body}`);
    truth.dispose();
    world.dispose();
  }
  expect(laws.size).toBe(scene.violations?.length);
});
