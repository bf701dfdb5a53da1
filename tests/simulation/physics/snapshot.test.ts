import { beforeAll, expect, it } from 'vitest';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld, type PhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

it.each(['robots/push', 'alignment/dominoes'])(
  '%s: a world from a snapshot tells all that the first one tells: states, contacts, rays, masses, events',
  (name) => {
    const episode = sampleEpisode(readScene(name), 4);
    const all = episode.bodies.map((_, i) => i);
    const told = (world: PhysicsWorld) => ({
      ...{ state: stateHash(world.state()), events: world.drainEvents() },
      contacts: all.map((i) => world.contacts(i)),
      masses: all.map((i) => world.mass(i)),
      ray: world.castRay([0.3, 0.2, 2], [0, 0, -1]),
    });
    const advance = (world: PhysicsWorld): void => {
      for (let i = 0; i < 60; i++) world.step();
    };
    const world = createPhysicsWorld(episode);
    if (episode.robot !== null) world.setAction(Float32Array.of(0.3, 0.25));
    for (let moment = 0; moment < 10; moment++) {
      const twin = createPhysicsWorld(episode, world.snapshot());
      expect(told(twin)).toEqual(told(world));
      advance(twin);
      advance(world);
      // Events are left to the next snapshot, which must carry them.
      const later = createPhysicsWorld(episode, world.snapshot());
      const expected = told(world);
      expect(told(later)).toEqual(expected);
      expect(told(twin)).toEqual(expected);
      twin.dispose();
      later.dispose();
    }
    world.dispose();
  },
);
