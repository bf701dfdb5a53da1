import { beforeAll, expect, it } from 'vitest';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';

beforeAll(loadPhysics);

// Masses are read once, before anything moves; those that are told to the engine were 0 until its first step, and so
// were the energies and momenta that episodes recorded of them.
it.each(['alignment/gyroscope', 'driving/cruise', 'robots/humanoid-stand', 'alignment/dominoes'])(
  'bodies of %s have their mass before the first step',
  (name) => {
    const episode = sampleEpisode(readSceneFile(name), 1);
    const world = createPhysicsWorld(episode);
    try {
      const masses = () => episode.bodies.map((_, i) => world.massProperties(i));
      const before = masses();
      world.step();
      expect(before).toEqual(masses());
      const movers = before.filter((_, i) => episode.bodies[i]?.motion === 'dynamic');
      expect(movers.every(({ mass }) => mass > 0)).toBe(true);
    } finally {
      world.dispose();
    }
  },
);
