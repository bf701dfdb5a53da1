import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSceneFile, shippedScenes } from '#src/dataset/read-scene-file.ts';
import { type FixedParameters, fixParameters, sceneParameters } from '#src/scene/fix-parameters.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const dominoes = readScene('alignment/dominoes');

describe('fixed parameters', () => {
  it.each(shippedScenes())('leave all else of %s as it is drawn', (name) => {
    const scene = readSceneFile(name);
    const drawn = sampleEpisode(scene, 3);
    for (const parameter of sceneParameters(scene)) {
      const value = drawn.parameters[parameter.name] as number | string;
      const fixed = sampleEpisode(fixParameters(scene, { [parameter.name]: value }), 3);
      // Not toEqual: a road's meshes are long, and it is twenty times as slow over them.
      expect([parameter.name, isDeepStrictEqual(fixed, drawn)]).toEqual([parameter.name, true]);
    }
  });

  it('are what the episode has, at both ends of their ranges', () => {
    for (const parameter of sceneParameters(dominoes)) {
      if (parameter.kind === 'choice') continue;
      for (const value of [parameter.low, parameter.high]) {
        const episode = sampleEpisode(fixParameters(dominoes, { [parameter.name]: value }), 3);
        expect(episode.parameters[parameter.name]).toBe(value);
      }
    }
  });

  it.each<[string, FixedParameters, RegExp]>([
    ['a name that is not drawn', { gravitty: 1 }, /one that dominoes draws, got "gravitty"/],
    ['a value out of its range', { [first()]: 1e9 }, /must be a .*number of .*got 1000000000/],
    ['words for a number', { [first()]: 'much' }, /got "much"/],
    ['a number that is none', { [first()]: Number.NaN }, /must be a .*number of/],
  ])('refuse %s', (_, fixed, words) => {
    expect(() => fixParameters(dominoes, fixed)).toThrow(words);
  });
});

function first(): string {
  return sceneParameters(dominoes).find(({ kind }) => kind !== 'choice')?.name as string;
}
