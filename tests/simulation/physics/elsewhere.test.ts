import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'];
const STEPS = 480;
const SEED = 7;

beforeAll(loadPhysics);

function hashAfter(scene: string): string {
  const world = createPhysicsWorld(sampleEpisode(readScene(scene), SEED));
  for (let i = 0; i < STEPS; i++) world.step();
  const hash = stateHash(world.state());
  world.dispose();
  return hash;
}

/** The same, told of as a program on the built package. */
const PROGRAM = `
  import { createPhysicsWorld, loadPhysics, readSceneFile, sampleEpisode, stateHash } from ${JSON.stringify(
    new URL('../../../dist/node.js', import.meta.url).href,
  )};
  await loadPhysics();
  const hashes = ${JSON.stringify(SCENES)}.map((scene) => {
    const world = createPhysicsWorld(sampleEpisode(readSceneFile(scene), ${SEED}));
    for (let i = 0; i < ${STEPS}; i++) world.step();
    return stateHash(world.state());
  });`;

function inThread(code: string): Promise<readonly string[]> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

describe('a scene ends in the same state', () => {
  it('here and in a worker thread', async () => {
    const code = `${PROGRAM} (await import('node:worker_threads')).parentPort.postMessage(hashes);`;
    expect(await inThread(code)).toEqual(SCENES.map(hashAfter));
  });

  it('here and in a fresh process', async () => {
    const code = `${PROGRAM} process.stdout.write(JSON.stringify(hashes));`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
    expect(JSON.parse((await run).stdout)).toEqual(SCENES.map(hashAfter));
  });
});
