import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeneratedDataset, generateDataset } from '#src/dataset/generate.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { listClips } from '#src/evaluate/protocol.ts';
import { readClipScene } from '#src/evaluate/protocols/laws/clip-scene.ts';
import { CONTROLS, controlFrames, controlRow } from '#src/evaluate/protocols/laws/controls.ts';
import { keptLaws, type LawFigures, type SourceReading } from '#src/evaluate/protocols/laws/kept-laws.ts';
import { lawOf, rowOf } from '#src/evaluate/protocols/laws/law-words.ts';
import type { LawId } from '#src/evaluate/protocols/laws/physics-law.ts';
import { readLaws } from '#src/evaluate/protocols/laws/read-laws.ts';
import { readClips } from '#src/evaluate/read-clips.ts';

/** Scenes by the camera that sees their motion. */
const SCENES = {
  front: [
    ...['alignment/free-fall', 'understanding/bounce', 'understanding/sliding-friction'],
    ...['understanding/collision', 'understanding/occluder', 'alignment/unstable-stack'],
  ],
  side: ['understanding/pendulum', 'understanding/projectile'],
};

const PROTOCOL = { context: 4, horizon: 26, starts: [0] };

const out = mkdtempSync(join(tmpdir(), 'worldwright-laws-'));
const readings: SourceReading[] = [];
const residuals = new Map<string, number[]>();

/** Reads all laws off the truth and the controls of a dataset's clips. */
async function readDataset(dataset: GeneratedDataset): Promise<void> {
  const names = { sceneOf: (scene: string) => scene, clusterOf: (episode: string) => episode };
  for await (const clip of readClips(dataset, listClips(dataset, PROTOCOL), PROTOCOL, names)) {
    const scene = await readClipScene(dataset, clip);
    if (scene === null) continue;
    const take = (source: string, frames: readonly Uint8Array[]): void => {
      const read = readLaws(scene, clip, frames);
      readings.push(...read.readings.map((reading) => ({ ...reading, source, cluster: clip.cluster })));
      const known = read.residual.filter((value) => value !== null);
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      residuals.set(`${clip.scene} ${source}`, [...(residuals.get(`${clip.scene} ${source}`) ?? []), mean]);
    };
    take('truth', clip.truth);
    for (const { name } of CONTROLS) take(controlRow(name), controlFrames(name, clip, scene.prototypes));
  }
}

beforeAll(async () => {
  for (const [camera, scenes] of Object.entries(SCENES)) {
    const dataset = await generateDataset({
      ...{
        out: join(out, camera),
        scenes: scenes.map(readSceneFile),
        cameras: [camera],
        episodes: 1,
        seed: 9,
      },
      ...{ frames: 30, width: 128, height: 128, modalities: ['rgb', 'instance_id'], workers: 1 },
    });
    await readDataset(dataset);
  }
}, 900_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

let kept: ReturnType<typeof keptLaws> | undefined;
const tables = () => {
  kept ??= keptLaws(readings, 'truth', { draws: 200, seed: 0 });
  return kept;
};
const of = (law: LawId, source: string): LawFigures =>
  rowOf(tables().find((table) => table.law === law) as never, source) as LawFigures;

describe('laws read off the pixels of the truth', () => {
  it('are there, each of them', () => {
    expect(tables().map(({ law }) => law)).toEqual([
      ...['gravity', 'restitution', 'friction', 'period', 'contact_time'],
      ...['momentum', 'energy', 'permanence', 'stillness', 'stack'],
    ]);
  });

  it('give g to 1 % at 128²', () => {
    expect(Math.abs(of('gravity', 'truth').error ?? 1)).toBeLessThan(0.01);
  });

  it('give restitution to 0.02, friction to 0.02, periods to 2 % and blows to a fifth of a frame', () => {
    expect(Math.abs(of('restitution', 'truth').error ?? 1)).toBeLessThan(0.02);
    expect(Math.abs(of('friction', 'truth').error ?? 1)).toBeLessThan(0.02);
    expect(Math.abs(of('period', 'truth').error ?? 1)).toBeLessThan(0.02);
    expect(Math.abs(of('contact_time', 'truth').error ?? 1)).toBeLessThan(0.2);
  });

  it('keep momentum to 3 % and energy to 5 %', () => {
    expect(Math.abs(of('momentum', 'truth').error ?? 1)).toBeLessThan(0.03);
    expect(Math.abs(of('energy', 'truth').error ?? 1)).toBeLessThan(0.05);
  });

  it('find what was hidden, what is still and what stands', () => {
    for (const law of ['permanence', 'stillness', 'stack'] as const) expect(of(law, 'truth').kept).toBe(1);
  });
});

describe('known-bad controls', () => {
  it('break every law that they break by what they are', () => {
    const passes = tables().flatMap((table) =>
      lawOf(table.law)
        .breaks.filter((name) => rowOf(table, controlRow(name))?.passes === true)
        .map((name) => `${name} passes ${table.law}`),
    );
    expect(passes).toEqual([]);
  });

  it('break some law each, and a stack that falls does not stand for a picture that stays', () => {
    for (const { name } of CONTROLS) {
      expect(tables().some((table) => rowOf(table, controlRow(name))?.passes === false)).toBe(true);
    }
    const fallen = readings.filter(
      ({ law, truth, source }) => law === 'stack' && truth === 0 && source !== 'truth',
    );
    const still = fallen.filter(({ source }) => source === controlRow('copy-last'));
    expect(still.length).toBeGreaterThan(0);
    for (const { value } of still) expect(value).toBe(1);
  });

  it('are less lawful than the truth by the residual that needs no truth', () => {
    const truth = residuals.get('bounce truth') ?? [];
    expect(truth.length).toBe(1);
    for (const control of ['copy-last', 'reversed', 'frozen', 'ghost'] as const) {
      const bad = residuals.get(`bounce ${controlRow(control)}`) ?? [];
      expect(truth.every((mean, i) => mean < (bad[i] ?? Number.NaN))).toBe(true);
    }
  });
});
