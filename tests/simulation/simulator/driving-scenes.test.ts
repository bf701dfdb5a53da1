import { beforeAll, describe, expect, it } from 'vitest';
import { bodyIndex, type Episode, type EpisodeEvent, type WorldState } from '#src/core/episode.ts';
import { rotate } from '#src/core/pose.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { episodeEvents } from '#src/simulator/episode-events.ts';
import { type Danger, watchDangers } from '#src/simulator/near-misses.ts';
import { expertPolicy } from '#src/simulator/policies/from-expert.ts';
import { carEpisode } from '../../fixtures/car-episode.ts';
import { orientationOf, positionOf } from '../../fixtures/play-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SCENES = [
  ...['cruise', 'follow', 'cut-in', 'hard-brake', 'crossing-traffic', 'pedestrian', 'parked-cars'],
];
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const FPS = 12;

beforeAll(loadPhysics);

/** The last state of an episode that the expert drives (or one who does nothing), and what happened in it. */
function drive(episode: Episode, frames: number, idle = false) {
  const world = createPhysicsWorld(episode);
  const policy = idle ? null : expertPolicy(episode);
  const watch = watchDangers(episode, FPS);
  const happened: EpisodeEvent[] = [];
  let dangers: readonly Danger[] = [];
  let state: WorldState = world.state();
  for (let frame = 0; frame < frames; frame++) {
    const action = policy?.(frame, state);
    if (action !== undefined) world.setAction(action);
    for (let i = 0; i < episode.physicsRate / FPS; i++) world.step();
    state = world.state();
    const contacts = episodeEvents(world.drainEvents(), episode, FPS);
    const watched = watch(dangers, frame + 1, state, contacts);
    dangers = watched.dangers;
    happened.push(...contacts, ...watched.events);
  }
  world.dispose();
  return { state, happened };
}

describe.each(SCENES)('driving/%s', (name) => {
  const scene = readScene(`driving/${name}`);

  it('stays finite and on its wheels for 20 seeds, and the expert drives without a collision in 18', () => {
    let hits = 0;
    for (const seed of SEEDS) {
      const episode = sampleEpisode(scene, seed);
      // A state that is not finite throws.
      const { state, happened } = drive(episode, 40);
      if (happened.some(({ kind }) => kind === 'contact_begin')) hits++;
      for (const { chassis } of episode.actors.flatMap((actor) =>
        actor.kind === 'car' ? [actor.car] : [],
      )) {
        const body = bodyIndex(episode, chassis);
        expect([seed, chassis, positionOf(state, body)[2] < 1]).toEqual([seed, chassis, true]);
        expect(rotate(orientationOf(state, body), [0, 0, 1])[2]).toBeGreaterThan(0.95);
      }
    }
    expect(hits).toBeLessThanOrEqual(2);
  });

  it('drives the same twice', () => {
    const [once, again] = [0, 1].map(() => stateHash(drive(sampleEpisode(scene, 3), 12).state));
    expect(again).toBe(once);
  });
});

describe('near misses', () => {
  const passing = (y: number): Episode =>
    carEpisode(8, {
      actors: [
        {
          kind: 'car',
          name: 'other',
          position: [30, y],
          yaw_deg: 180,
          speed: 8,
          driver: {
            speed: 8,
            heeds: 'nothing',
            manoeuvres: [{ kind: 'shift', start: 0.1, duration: 1, offset: -4 }],
          },
        },
      ],
    });

  it('tells of a danger that has passed: once, with the least time to collision', () => {
    const { happened } = drive(passing(0.5), 30, true);
    const [miss, ...more] = happened;
    expect(more).toEqual([]);
    expect(miss).toMatchObject({ kind: 'near_miss', a: 'ego', b: 'other' });
    expect(miss?.timeToCollision).toBeGreaterThan(0.2);
    expect(miss?.timeToCollision).toBeLessThan(1.5);
  });

  it('leaves collisions to the contacts, and tells nothing of those who pass', () => {
    const ahead = { kind: 'car', name: 'other', position: [18, 0.2] };
    const { happened } = drive(carEpisode(12, { actors: [ahead] }), 30, true);
    expect(happened.map(({ kind }) => kind)).toContain('contact_begin');
    expect(happened.map(({ kind }) => kind)).not.toContain('near_miss');
    expect(drive(passing(6), 30, true).happened).toEqual([]);
  });
});
