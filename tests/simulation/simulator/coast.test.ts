import { beforeAll, expect, it } from 'vitest';
import { loadPhysics } from '#src/physics/rapier.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { createCoasting } from '#src/simulator/coast.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';
import { minimalBall, minimalScene } from '../../fixtures/minimal-scene.ts';

beforeAll(loadPhysics);

const episodeOf = (changes: Readonly<Record<string, unknown>>) =>
  sampleEpisode(parseScene(minimalScene(changes), 'test'), 0);

it('is the engine’s own motion where nothing acts, also of a body that is heavier on one side', async () => {
  const box = (x: number, size: readonly number[]) => ({ shape: { kind: 'box', size }, position: [x, 0, 0] });
  const hammer = minimalBall({
    shape: { kind: 'compound', parts: [box(0, [0.6, 0.1, 0.1]), box(0.4, [0.2, 0.3, 0.2])] },
    linear_velocity: [0.5, -0.2, 1],
    angular_velocity: [0, 0, 3],
  });
  const episode = episodeOf({ gravity: [0, 0, 0], bodies: [hammer] });
  const coast = await createCoasting(episode);
  const frames = [...simulateMotion(episode, { frames: 13, fps: 24, ids: {}, cameras: [] })];
  const first = frames[0]?.state;
  for (const { frame, state } of frames) {
    const coasted = coast(first as never, frame / 24);
    expect(coasted.step).toBe(state.step);
    for (const [i, value] of state.positions.entries()) expect(coasted.positions[i]).toBeCloseTo(value, 3);
    const [p, q] = [state.orientations, coasted.orientations];
    const dot = p.reduce((sum, value, i) => sum + value * (q[i] as number), 0);
    expect(Math.abs(dot)).toBeCloseTo(1, 4);
  }
});

it('is the state itself at once, and leaves what is fixed where it is', async () => {
  const episode = episodeOf({});
  const [{ state }] = [...simulateMotion(episode, { frames: 1, fps: 24, ids: {}, cameras: [] })] as never as [
    { state: Parameters<Awaited<ReturnType<typeof createCoasting>>>[0] },
  ];
  const coast = await createCoasting(episode);
  expect(coast(state, 0)).toEqual(state);
  const fixed = episode.bodies.findIndex(({ motion }) => motion === 'fixed');
  const later = coast(state, 2);
  expect(later.positions.slice(3 * fixed, 3 * fixed + 3)).toEqual(
    state.positions.slice(3 * fixed, 3 * fixed + 3),
  );
});
