import { beforeAll, describe, expect, it } from 'vitest';
import type { Episode } from '#src/core/episode.ts';
import type { Hand } from '#src/core/hand.ts';
import type { Recording } from '#src/core/recording.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { formatRecording, parseRecording } from '#src/scene/recording-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { checkRecording } from '#src/simulator/check-recording.ts';
import { createPlaySession, type PlayCommand } from '#src/simulator/play-session.ts';
import { namedPolicy } from '#src/simulator/policies/named-policy.ts';
import { replayRecording } from '#src/simulator/replay-recording.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const FPS = 30;
const NOTHING: PlayCommand = { action: null, hand: null };
const ASKS = { contacts: true, lidar: false };

beforeAll(loadPhysics);

/** States at the begin of every frame, as the session passes them. */
function played(episode: Episode, frames: number, command: (frame: number) => PlayCommand) {
  const session = createPlaySession(episode, { fps: FPS, parameters: {} });
  const hashes: string[] = [];
  // In uneven bits, as a screen asks for them.
  let left = (frames * episode.physicsRate) / FPS;
  for (let bit = 1; left > 0; bit = (bit % 7) + 1) {
    const steps = Math.min(bit, left);
    left -= steps;
    session.advance(steps, (frame, state) => {
      hashes.push(stateHash(state));
      return command(frame);
    });
  }
  const recording = session.recording();
  const moment = session.moment(ASKS);
  session.dispose();
  return { hashes, recording, moment };
}

/** States at the begin of every frame, as `generate` makes them of the recording's file. */
function regenerated(episode: Episode, recording: Recording): readonly string[] {
  const read = parseRecording(formatRecording(recording), 'a test');
  checkRecording(episode, read, 'a test');
  const frames = read.commands.length;
  const motion = simulateMotion(episode, {
    ...{ frames, fps: read.fps, ids: {}, cameras: [] },
    ...replayRecording(read),
  });
  return [...motion].map(({ state }) => stateHash(state));
}

const topmost = (episode: Episode): string =>
  episode.bodies.filter(({ motion }) => motion === 'dynamic').sort((a, b) => b.position[2] - a.position[2])[0]
    ?.name as string;

describe('a session that somebody plays', () => {
  it.each(['alignment/dominoes', 'robots/push', 'robots/humanoid-stand', 'driving/follow'])(
    'moves %s as simulateMotion does',
    (name) => {
      const episode = sampleEpisode(readScene(name), 3);
      const policy = episode.robot === null ? null : namedPolicy('mixed')(episode);
      const motion = [
        ...simulateMotion(episode, {
          ...{ frames: 20, fps: FPS, ids: {}, cameras: [] },
          policy: () => policy,
        }),
      ];
      const { hashes } = played(episode, 20, (frame) => ({
        action: policy?.(frame, (motion[frame] as (typeof motion)[number]).state).slice() ?? null,
        hand: null,
      }));
      expect(hashes).toEqual(motion.map(({ state }) => stateHash(state)));
    },
  );

  it('is generated again to the bit: a robot driven, a box taken, thrown and struck', () => {
    const episode = sampleEpisode(readScene('robots/push'), 1);
    const box = topmost(episode);
    const commands = (frame: number): PlayCommand => {
      const action = frame < 5 ? null : Float32Array.of(0.2 * Math.sin(frame / 3), -0);
      const target = [0.1, 0.1 + frame / 60, 0.3 + frame / 80] as const;
      let hand: Hand | null = null;
      if (frame < 15) hand = { kind: 'pull', body: box, point: [0.02, -0, 0.02], target };
      if (frame === 20) hand = { kind: 'push', body: box, point: [0, 0, 0], impulse: [0.1, 0, 0.1] };
      return { action, hand };
    };
    const first = played(episode, 40, commands);
    expect(regenerated(episode, first.recording)).toEqual(first.hashes);
    const still = played(episode, 40, (frame) => ({ ...commands(frame), hand: null }));
    expect(still.hashes.at(-1)).not.toBe(first.hashes.at(-1));
  });

  it('is generated again to the bit: a humanoid pushed and pulled by its head', () => {
    const episode = sampleEpisode(readScene('robots/humanoid-stand'), 2);
    const policy = namedPolicy('expert')(episode);
    const body = topmost(episode);
    const session = createPlaySession(episode, { fps: FPS, parameters: {} });
    const hashes: string[] = [];
    session.advance((12 * episode.physicsRate) / FPS, (frame, state) => {
      hashes.push(stateHash(state));
      let hand: Hand | null = null;
      if (frame === 3) hand = { kind: 'push', body, point: [0, 0, 0], impulse: [6, 2, 0] };
      if (frame > 5 && frame < 9) hand = { kind: 'pull', body, point: [0, 0, 0.05], target: [0.3, 0, 1.6] };
      return { action: policy?.(frame, state).slice() ?? null, hand };
    });
    const recording = session.recording();
    session.dispose();
    expect(new Set(hashes).size).toBe(12);
    expect(regenerated(episode, recording)).toEqual(hashes);
  });

  it('takes nothing of a command that it refuses', () => {
    const episode = sampleEpisode(readScene('robots/push'), 1);
    const session = createPlaySession(episode, { fps: FPS, parameters: {} });
    const refused = (command: PlayCommand) => expect(() => session.advance(1, () => command));
    refused({ action: Float32Array.of(9, 0), hand: null }).toThrow(/actions\[0\].*got 9/);
    const hand = { kind: 'push', body: 'bxo', point: [0, 0, 0], impulse: [0, 0, 1] } as const;
    refused({ action: Float32Array.of(0.1, 0), hand }).toThrow(/got "bxo"/);
    session.advance(episode.physicsRate / FPS, () => NOTHING);
    const { state, frame } = session.moment(ASKS);
    expect(session.recording().commands).toEqual([{ action: [0, 0], hand: null }]);
    session.dispose();
    expect(frame).toBe(1);
    const other = createPhysicsWorld(episode);
    other.setAction(Float32Array.of(0, 0));
    for (let i = 0; i < episode.physicsRate / FPS; i++) other.step();
    expect(stateHash(state)).toBe(stateHash(other.state()));
    other.dispose();
    expect(() => createPlaySession(episode, { fps: 7, parameters: {} })).toThrow(/must divide/);
  });

  it('tells where bodies press on each other', () => {
    const episode = sampleEpisode(readScene('alignment/stable-stack'), 0);
    const { moment } = played(episode, 30, () => NOTHING);
    const masses = moment.dynamics.masses.reduce((sum, mass) => sum + mass, 0);
    const onGround = (moment.contacts ?? []).filter(({ a, b }) =>
      [a, b].some((name) => episode.bodies.find((body) => body.name === name)?.motion === 'fixed'),
    );
    const weight = onGround.reduce((sum, { force }) => sum + force, 0);
    expect(weight / (masses * 9.81)).toBeCloseTo(1, 1);
  });
});

describe('a hand', () => {
  it('pulls a body to where it is told, and lets it go with its velocity', () => {
    const episode = sampleEpisode(readScene('robots/push'), 1);
    const box = topmost(episode);
    const index = episode.bodies.findIndex(({ name }) => name === box);
    const session = createPlaySession(episode, { fps: FPS, parameters: {} });
    const hold = { kind: 'pull', body: box, point: [0, 0, 0], target: [0.2, 0, 0.5] } as const;
    session.advance(240, () => ({ action: null, hand: hold }));
    const held = session.moment(ASKS).state.positions.subarray(3 * index, 3 * index + 3);
    session.dispose();
    // The spring hangs through by g ÷ ω² = 9.81 ÷ 18² = 3 cm.
    expect(held[0]).toBeCloseTo(0.2, 2);
    expect(held[2]).toBeGreaterThan(0.46);
  });

  it('goes on from a snapshot in the middle of a pull, to the bit', () => {
    const episode = sampleEpisode(readScene('robots/push'), 1);
    const hold = { kind: 'pull', body: topmost(episode), point: [0, 0, 0], target: [0.2, 0, 0.5] } as const;
    const world = createPhysicsWorld(episode);
    world.setHand(hold, 8);
    for (let i = 0; i < 5; i++) world.step();
    const other = createPhysicsWorld(episode, structuredClone(world.snapshot()));
    for (let i = 0; i < 20; i++) {
      world.step();
      other.step();
    }
    expect(stateHash(other.state())).toBe(stateHash(world.state()));
    world.dispose();
    other.dispose();
  });

  it('refuses what nothing can move', () => {
    const episode = sampleEpisode(readScene('robots/push'), 1);
    const world = createPhysicsWorld(episode);
    const hold = (body: string) =>
      world.setHand({ kind: 'pull', body, point: [0, 0, 0], target: [0, 0, 1] }, 8);
    expect(() => hold('nobody')).toThrow(/must hold a body of push that can be moved, got "nobody"/);
    const fixed = episode.bodies.find(({ motion }) => motion === 'fixed')?.name as string;
    expect(() => hold(fixed)).toThrow(/can be moved/);
    world.dispose();
  });
});
