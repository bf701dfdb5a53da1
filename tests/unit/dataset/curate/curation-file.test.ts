import { expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import type { CuratedClip, Curation } from '#src/dataset/curate/curation.ts';
import { curationText, parseCuration } from '#src/dataset/curate/curation-file.ts';
import { curationRules, judgeClip, RULE_DEFAULTS } from '#src/dataset/curate/curation-rules.ts';
import { clipsOfDataset, keptClips } from '#src/dataset/curate/read-curation.ts';

const numbers: CuratedClip['numbers'] = {
  ...{ frames: 32, seconds: 2, motion: 0.3, visible: 1, speed: 4, events: 3, colors: 2, brightness: 0.5 },
};

const clip = (episode: string, removed: CuratedClip['removed']): CuratedClip => ({
  ...{ id: `${episode}.front`, dataset: 0, episode, camera: 'front', scene: 'push', split: 'train' },
  ...{ outcome: 'success', numbers, removed },
});

const curation: Curation = {
  rules: RULE_DEFAULTS,
  datasets: [{ name: 'data', planSha256: 'a'.repeat(64) }],
  clips: [
    clip('push-000000', null),
    clip('push-000001', { reason: 'static', value: 0.001, limit: 0.01 }),
    clip('push-000002', {
      ...{ reason: 'near-duplicate', value: 0.01, limit: 0.02 },
      like: { dataset: 0, id: 'push-000000.front' },
    }),
  ],
};

it('is the same after it was written and read', () => {
  expect(parseCuration(curationText(curation), 'a.json')).toEqual(curation);
  expect(
    curationText(curation)
      .split('\n')
      .filter((line) => line.includes('"episode"')),
  ).toHaveLength(3);
});

it('says which clips of a dataset stay, and of what it does not know that it does not', () => {
  const keeps = keptClips(curation, { dir: '/data', planSha256: 'a'.repeat(64) });
  expect(['push-000000', 'push-000001', 'push-000009'].map((id) => keeps(id, 'front'))).toEqual([
    true,
    false,
    false,
  ]);
  expect(keeps('push-000000', 'top')).toBe(false);
  expect(clipsOfDataset(curation, 'b').size).toBe(0);
  expect(() => keptClips(curation, { dir: '/other', planSha256: 'b' })).toThrow(
    /\/other is not in it: it is of data/,
  );
});

it.each<[string, (text: string) => string]>([
  ['no JSON', (text) => text.slice(0, 100)],
  ['another layout', (text) => text.replace('"layout": 1', '"layout": 2')],
  ['an unknown reason', (text) => text.replace('"static"', '"boring"')],
  ['a clip of no dataset', (text) => text.replace('"dataset":0', '"dataset":7')],
  ['an id that is another’s', (text) => text.replace('push-000001.front', 'push-000009.front')],
  ['a field too many', (text) => text.replace('"kept"', '"more": 1, "kept"')],
  ['a thousand levels', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
])('is refused: %s', (_, change) => {
  const read = (): unknown => parseCuration(change(curationText(curation)), 'a.json');
  expect(read).toThrow(ToolkitError);
  expect(read).toThrow(/a\.json must be a list that worldwright curate wrote/);
});

it('names the first rule that a clip breaks, with the number and the limit', () => {
  const found = (changes: Partial<CuratedClip['numbers']>) =>
    judgeClip({ ...numbers, ...changes }, RULE_DEFAULTS);
  expect(found({})).toBeNull();
  expect(found({ brightness: null })).toBeNull();
  expect(found({ frames: 15 })).toEqual({ reason: 'too short', value: 15, limit: 16 });
  expect(found({ speed: 26, motion: 0 })).toMatchObject({ reason: 'exploding', value: 26 });
  expect(found({ brightness: 0.05 })).toMatchObject({ reason: 'dark' });
  expect(found({ visible: 0.2 })).toMatchObject({ reason: 'off-screen' });
  expect(found({ motion: 0.009 })).toMatchObject({ reason: 'static' });
});

it.each([{ minVisible: 2 }, { balance: 0.5 }, { maxSpeed: Number.NaN }])('refuses %o', (rules) => {
  expect(() => curationRules(rules)).toThrow(/must be from/);
});
