import { describe, expect, it } from 'vitest';
import { classIds, instanceIds } from '#src/scene/instance-ids.ts';
import { loadScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';

const sceneOf = (...bodies: unknown[]) => loadScene(JSON.stringify(minimalScene({ bodies })), 'test.json');

describe('ids', () => {
  const balls = minimalBall({ repeat: { count: 3, step: [1, 0, 0] } });
  const scene = sceneOf(
    minimalGround(),
    balls,
    minimalBall({ name: 'apple', class: 'fruit', position: [0, 2, 1] }),
  );
  const other = sceneOf(minimalBall({ name: 'pear', class: 'fruit' }));

  it('of classes are ranks by code unit over all scenes, in whatever order', () => {
    expect(classIds([scene, other])).toEqual({ ball: 1, fruit: 2, ground: 3 });
    expect(classIds([other, scene])).toEqual(classIds([scene, other]));
  });

  it('of classes know every body that a seed gives', () => {
    const ids = classIds([scene]);
    for (const body of sampleEpisode(scene, 4).bodies) expect(ids[body.class]).toBeGreaterThan(0);
  });

  it('of bodies tell copies apart that share a class', () => {
    expect(instanceIds([scene])).toEqual({ apple: 1, ball_1: 2, ball_2: 3, ball_3: 4, ground: 5 });
  });
});
