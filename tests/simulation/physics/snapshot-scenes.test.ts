import { beforeAll, expect, it } from 'vitest';
import { stateHash } from '#src/core/state-hash.ts';
import { readSceneFile, shippedScenes } from '#src/dataset/read-scene-file.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';

beforeAll(loadPhysics);

it.each(shippedScenes())('%s: a world from a snapshot goes on as the undisturbed one, to the bit', (name) => {
  const episode = sampleEpisode(readSceneFile(name), 3);
  const advance = (world: ReturnType<typeof createPhysicsWorld>): void => {
    for (let i = 0; i < 40; i++) world.step();
  };
  const undisturbed = createPhysicsWorld(episode);
  let twin = createPhysicsWorld(episode);
  for (let moment = 0; moment < 4; moment++) {
    advance(undisturbed);
    advance(twin);
    const snapshot = structuredClone(twin.snapshot());
    twin.dispose();
    twin = createPhysicsWorld(episode, snapshot);
    expect(stateHash(twin.state())).toBe(stateHash(undisturbed.state()));
  }
  expect(twin.drainEvents()).toEqual(undisturbed.drainEvents());
  twin.dispose();
  undisturbed.dispose();
});
