import { expect, it } from 'vitest';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { drawNudges } from '#src/evaluate/bounds/second-take.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';

/**
 * A second take set the car aside on which the camera rides, by half a pixel of another camera's view: all of the
 * picture moved with it, and the bound was worse than a body's true velocity kept (29 against 35 dB).
 */
it('a second take sets nothing aside that a camera in view rides on', () => {
  const episode = sampleEpisode(readSceneFile('driving/crossing-traffic'), 0);
  const { bodies } = episode;
  const state = {
    step: 0,
    positions: Float64Array.from(bodies.flatMap(({ position }) => [...position])),
    orientations: Float64Array.from(bodies.flatMap(({ orientation }) => [...orientation])),
    linearVelocities: new Float64Array(3 * bodies.length),
    angularVelocities: new Float64Array(3 * bodies.length),
  };
  const riding = episode.cameras.filter(({ mount }) => mount.kind === 'body');
  expect(riding.length).toBeGreaterThan(0);
  const view = { height: 64, cameras: riding.map(({ name }) => name) };
  const nudged = Object.keys(drawNudges(episode, view, state, 12));
  expect(nudged).not.toContain('ego');
  expect(nudged).toContain('crosser');
});
