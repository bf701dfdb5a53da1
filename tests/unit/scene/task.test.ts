import { describe, expect, it } from 'vitest';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';

const HIGH = { kind: 'height', of: 'ball', above: '$goal' };
const scene = (task: Readonly<Record<string, unknown>>) =>
  parseScene(
    minimalScene({
      random: { goal: { uniform: [1, 2] } },
      task: { name: 'lift', success: [HIGH], ...task },
    }),
    'test',
  );

it('is drawn with its episode, defaults and all', () => {
  const episode = sampleEpisode(scene({}), 4);
  expect(episode.task).toEqual({
    ...{ name: 'lift', hold: 0, ends: ['success', 'failure'], failure: [] },
    reward: [{ kind: 'success', value: 1 }],
    success: [
      {
        ...{ kind: 'height', not: false, of: { body: 'ball', position: [0, 0, 0] } },
        ...{ above: episode.parameters['goal'], below: null },
      },
    ],
  });
});

describe('a task is refused', () => {
  it.each([
    [
      { success: [{ kind: 'height', of: 'bal', above: 1 }] },
      'task.success[0].of must name a body, got "bal"',
      'Did you mean "ball"?',
    ],
    [
      { failure: [{ kind: 'contact', body: 'ball', with: ['grund'] }] },
      'task.failure[0].with must name a body or a class, got "grund"',
      'Did you mean "ground"?',
    ],
    [
      { success: [{ kind: 'joint', joint: 'hinge', above: 1 }] },
      'task.success[0].joint must name a joint, got "hinge"',
      'Leave it out.',
    ],
    [
      { reward: [{ kind: 'progress', gap: { of: 'ball', to: 'gaol' }, weight: 1 }] },
      'task.reward[0].gap.to must name a body, got "gaol"',
      '',
    ],
    [
      { success: [{ kind: 'speed', body: 'ball' }] },
      'task.success[0] must have above or below, got neither',
      '',
    ],
    [
      { success: [{ kind: 'tilt', body: 'ball', above_deg: 50, below_deg: 20 }] },
      'task.success[0].below_deg must be ≥ above_deg (50), got 20',
      '',
    ],
    [{ sucess: [] }, 'task.sucess is not a field of a scene file', 'Did you mean "success"?'],
    [{ success: [] }, 'task.success must be at least 1 long', ''],
  ])('%j', (task, words, hint) => {
    let error: unknown;
    try {
      scene(task);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(words),
      hint: expect.stringContaining(hint),
    });
  });
});
