import { describe, expect, it } from 'vitest';
import { listed } from '#src/core/listed.ts';
import { createRng } from '#src/core/rng.ts';
import { withVideo } from '#src/dataset/caption/captions.ts';
import { isCalled, mayBeCalled } from '#src/dataset/caption/check/colors-apart.ts';
import { colorName } from '#src/dataset/caption/color-name.ts';
import { phrasingCount, phrasings, plural, say } from '#src/dataset/caption/phrase.ts';
import { PHRASINGS } from '#src/dataset/caption/phrasings.ts';
import { SCENE_PHRASINGS } from '#src/dataset/caption/scene-phrasings.ts';
import { boundedTokens } from '#src/dataset/caption/token-bound.ts';

/** Parts of sentences, which multiply the ways of those that they stand in. */
const PARTS = ['when', 'moment', 'whole', 'bounce', 'shadows', 'fixtures', 'behind'];

describe('phrasings', () => {
  it('say every fact in at least 20 ways', () => {
    const whens = phrasingCount(PHRASINGS.when);
    for (const [name, phrasing] of Object.entries({ ...PHRASINGS, ...SCENE_PHRASINGS })) {
      if (PARTS.includes(name)) continue;
      const timed = JSON.stringify(phrasing).includes('"when"');
      const around = ['setting', 'plain'].includes(name) ? phrasingCount(SCENE_PHRASINGS.behind) : 1;
      expect(phrasingCount(phrasing) * (timed ? whens : 1) * around, name).toBeGreaterThanOrEqual(20);
    }
  });

  it('are chosen by the seed, and all of them in time', () => {
    const two = phrasings('(a|b (c|d)) {x}');
    expect(phrasingCount(two)).toBe(3);
    const said = new Set(Array.from({ length: 60 }, (_, i) => say(two, createRng(i), { x: 'y' })));
    expect([...said].sort()).toEqual(['a y', 'b c y', 'b d y']);
    expect(say(two, createRng(7), { x: 'y' })).toBe(say(two, createRng(7), { x: 'y' }));
  });

  it('have plurals and lists', () => {
    expect(['box', 'domino', 'ball', 'piece of furniture', 'shelf'].map(plural)).toEqual([
      ...['boxes', 'dominoes', 'balls', 'pieces of furniture', 'shelves'],
    ]);
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});

describe('names of colours', () => {
  it('are those that people give', () => {
    const named = {
      '#e50000': 'red',
      '#1f4fd0': 'blue',
      '#2e8b3d': 'green',
      '#f2c511': 'yellow',
      '#808080': 'grey',
    };
    for (const [hex, name] of Object.entries(named)) expect(colorName(hex), hex).toBe(name);
  });

  it('are near by another distance in another space too', () => {
    const rng = createRng(4);
    const far = Array.from({ length: 400 }, () => {
      const hex = `#${[0, 1, 2].map(() => rng.integer(0, 255).toString(16).padStart(2, '0')).join('')}`;
      return mayBeCalled(hex, colorName(hex)) ? 0 : 1;
    }).reduce<number>((sum, one) => sum + one, 0);
    // Saturated colours far from every sample are ordered differently by the two; none is among those of scenes.
    expect(far).toBeLessThan(40);
    expect(mayBeCalled('#e50000', 'green')).toBe(false);
    expect(isCalled('#e50000', 'red')).toBe(true);
  });
});

describe('a structured caption', () => {
  it('takes resolution, ratio, duration and rate from its video', () => {
    const json = withVideo({} as Parameters<typeof withVideo>[0], {
      width: 832,
      height: 480,
      fps: 24,
      frames: 121,
    });
    expect(json).toEqual({ resolution: { H: 480, W: 832 }, aspect_ratio: '16,9', duration: '5s', fps: 24 });
  });
});

describe('the bound on tokens', () => {
  it('is above a token a word, and counts digits and marks one by one', () => {
    expect(boundedTokens('The red box falls.')).toBe(1 + 1 + 1 + 2 + 1);
    expect(boundedTokens('{"at": "10.5"}')).toBe(2 + 1 + 2 + 1 + 1 + 1 + 2 + 1 + 2 - 1);
  });
});
