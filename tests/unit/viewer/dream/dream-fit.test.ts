import { describe, expect, it } from 'vitest';
import { classIds, instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { differenceOf } from '#src/viewer/dream/difference.ts';
import { type DreamWishes, fitDream } from '#src/viewer/dream/dream-fit.ts';
import { createMeter } from '#src/viewer/dream/dream-meter.ts';
import type { WorldModelContract } from '#src/world-model/contract.ts';
import { readScene } from '../../../fixtures/read-scene.ts';

const scene = readScene('robots/push');
const played = {
  episode: sampleEpisode(scene, 0),
  ids: instanceIds([scene]),
  classIds: classIds([scene]),
};
const contract = { name: 'a model', fps: null, width: null, height: null } as WorldModelContract;
const wishes = (change: Partial<DreamWishes> = {}): DreamWishes => ({
  ...{ camera: undefined, side: undefined, fps: undefined },
  ...change,
});

describe('fitDream', () => {
  it('takes the size and the rate of the model, else 64 pixels and 12 frames a second', () => {
    expect(fitDream(played, contract, wishes())).toMatchObject({ width: 64, height: 64, fps: 12 });
    const own = { ...contract, width: 128, height: 96, fps: 10 };
    expect(fitDream(played, own, wishes({ side: '32' }))).toMatchObject({ width: 128, height: 96, fps: 10 });
    expect(fitDream(played, contract, wishes({ side: '32', fps: '30' }))).toMatchObject({
      width: 32,
      fps: 30,
    });
  });

  it('offers the rates that the physics allow', () => {
    const { rates } = fitDream(played, contract, wishes());
    expect(rates).toContain(12);
    expect(rates.every((rate) => played.episode.physicsRate % rate === 0)).toBe(true);
  });

  it('refuses what cannot be', () => {
    expect(() => fitDream(played, { ...contract, fps: 7 }, wishes())).toThrow(/divides the scene/);
    expect(() => fitDream(played, contract, wishes({ camera: 'nowhere' }))).toThrow(/must be one of/);
    expect(() => fitDream(played, contract, wishes({ side: '-3' }))).toThrow(/whole number/);
  });
});

describe('differenceOf', () => {
  it('is black where two pictures are alike, twice the distance elsewhere, white at most', () => {
    expect(differenceOf(Uint8Array.of(5, 10, 0), Uint8Array.of(5, 7, 200))).toEqual(Uint8Array.of(0, 6, 255));
  });
});

describe('createMeter', () => {
  it('knows the mean time and the rate of the last runs', () => {
    const meter = createMeter(3);
    expect([meter.took(), meter.rate()]).toEqual([null, null]);
    for (let k = 0; k < 6; k++) meter.add(k, 100 * k);
    expect(meter.took()).toBe(4);
    expect(meter.rate()).toBeCloseTo(10, 9);
  });
});
