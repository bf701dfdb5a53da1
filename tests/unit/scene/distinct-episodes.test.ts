import { expect, it } from 'vitest';
import { shippedScenes } from '#src/dataset/read-scene-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const scenes = shippedScenes().filter((name) => name.startsWith('alignment/'));

it('has the eight scenarios of the alignment protocol, with four cameras each', () => {
  expect(scenes.map((name) => name.split('/')[1])).toEqual([
    ...['dominoes', 'free-fall', 'gyroscope', 'planar-slope'],
    ...['seesaw', 'stable-stack', 'u-slope', 'unstable-stack'],
  ]);
  for (const name of scenes) expect([name, readScene(name).cameras.length]).toEqual([name, 4]);
});

it.each(scenes)('%s: a hundred seeds begin a hundred different episodes', (name) => {
  const scene = readScene(name);
  const beginnings = Array.from({ length: 100 }, (_, seed) => {
    const { bodies, joints } = sampleEpisode(scene, seed);
    return JSON.stringify([bodies, joints].map((all) => all.map((one) => ({ ...one, material: null }))));
  });
  expect(new Set(beginnings).size).toBe(100);
});
