import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GeneratedDataset, generateDataset } from '#src/dataset/generate.ts';
import { draftPlan } from '#src/dataset/make-plan.ts';
import { readEpisodeFacts, readSteps } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';

const scenes = [readSceneFile('understanding/occluder'), readSceneFile('understanding/bounce')];
const out = mkdtempSync(join(tmpdir(), 'worldwright-twins-'));
let dataset: GeneratedDataset;

beforeAll(async () => {
  dataset = await generateDataset({
    ...{ out, scenes, twins: true, episodes: 2, frames: 30, width: 64, height: 48, modalities: ['rgb'] },
    workers: 1,
  });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

it('makes each episode twice, all of them for testing', () => {
  expect(dataset.episodes.map(({ id }) => id)).toEqual(
    ['occluder', 'bounce'].flatMap((scene) =>
      [0, 1].flatMap((i) => [`${scene}-00000${i}`, `${scene}-00000${i}-impossible`]),
    ),
  );
  expect(new Set(dataset.episodes.map(({ split }) => split))).toEqual(new Set(['test']));
});

it('tells which law is broken, when and to whom; until then the twins share states and pictures', async () => {
  for (const { id } of dataset.episodes.filter((episode) => episode.id.endsWith('-impossible'))) {
    const facts = await readEpisodeFacts(dataset, id);
    const possible = id.replace('-impossible', '');
    expect(facts).toMatchObject({ twinOf: possible, parent: null, violation: { law: expect.any(String) } });
    expect((await readEpisodeFacts(dataset, possible)).violation).toBeNull();
    const at = facts.violation?.frame as number;
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(30);
    const [camera] = dataset.episodes[0]?.cameras ?? [];
    const [a, b] = await Promise.all(
      [possible, id].map((one) => readFrames(dataset, one, camera as string, 'rgb')),
    );
    expect(a?.slice(0, at)).toEqual(b?.slice(0, at));
    expect(a).not.toEqual(b);
    const [p, q] = await Promise.all([possible, id].map((one) => readSteps(dataset, one)));
    const until = 3 * at * facts.bodies.length;
    expect(p?.positions.slice(0, until)).toEqual(q?.positions.slice(0, until));
    expect(p?.bodies).toEqual(q?.bodies);
  }
});

it('refuses twins in a training split, and of scenes that break no law', () => {
  expect(() => draftPlan({ scenes, twins: true, split: { train: 1 } })).toThrow('all of the split test');
  expect(() => draftPlan({ scenes: [readSceneFile('alignment/dominoes')], twins: true })).toThrow(
    'must say in violations',
  );
});
