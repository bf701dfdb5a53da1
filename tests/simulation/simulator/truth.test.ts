import { beforeAll, describe, expect, it } from 'vitest';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { type MotionFrame, simulateMotion } from '#src/simulator/simulate-motion.ts';
import { minimalBall, minimalGround, minimalScene } from '../../fixtures/minimal-scene.ts';

beforeAll(loadPhysics);

const GRAVITY = 9.81;
const RADIUS = 0.2;
const MASS = 1000 * (4 / 3) * Math.PI * RADIUS ** 3;

function play(changes: Readonly<Record<string, unknown>>, frames = 24): readonly MotionFrame[] {
  const episode = sampleEpisode(parseScene(minimalScene(changes), 'test'), 0);
  return [...simulateMotion(episode, { frames, fps: 24, ids: {}, cameras: [] })];
}
const clay = (restitution: number) => ({
  clay: { density: 1000, friction: 0.5, restitution, color: '#aa8866' },
});

describe('energies and momenta', () => {
  it('of a falling ball are those of the textbook, and their sum stays', () => {
    // The engine's integrator is off by g·t·dt/(2·iterations) of height, which the sum shows.
    for (const { dynamics, state } of play({}, 9)) {
      const [z, v] = [state.positions[2]!, state.linearVelocities[2]!];
      expect(dynamics.masses[0]).toBeCloseTo(MASS, 3);
      expect(dynamics.potentialEnergies[0]! / (MASS * GRAVITY * z)).toBeCloseTo(1, 5);
      expect(dynamics.translationalEnergies[0]).toBeCloseTo((MASS * v * v) / 2, 3);
      expect(dynamics.linearMomenta[2]).toBeCloseTo(MASS * v, 3);
      const sum = dynamics.potentialEnergies[0]! + dynamics.translationalEnergies[0]!;
      expect(sum / (MASS * GRAVITY)).toBeCloseTo(1, 2);
      expect(dynamics.masses[1]).toBe(0);
    }
  });

  it('of a tumbling box stay about its centre, while its spin turns', () => {
    const box = minimalBall({
      shape: { kind: 'box', size: [0.4, 0.2, 0.1] },
      angular_velocity: [1, 6, 0.5],
    });
    const frames = play({ gravity: [0, 0, 0], bodies: [box] });
    const [x, y, z] = [0.4, 0.2, 0.1];
    const mass = 1000 * x * y * z;
    const inertia = [y * y + z * z, x * x + z * z, x * x + y * y].map((sum) => (mass * sum) / 12);
    const momentum = [1, 6, 0.5].map((rate, axis) => rate * inertia[axis]!);
    const energy = [1, 6, 0.5].reduce((sum, rate, axis) => sum + (inertia[axis]! * rate * rate) / 2, 0);
    for (const { dynamics } of frames) {
      expect(dynamics.rotationalEnergies[0]! / energy).toBeCloseTo(1, 1);
      momentum.forEach((value, axis) => {
        expect(Math.abs(dynamics.angularMomenta[axis]! - value)).toBeLessThan(0.05 * Math.hypot(...momentum));
      });
    }
  });
});

describe('contact impulses', () => {
  /** The impulse of the first contact that ended. */
  const ended = (frames: readonly MotionFrame[]): number =>
    frames.flatMap(({ events }) => events).find(({ kind }) => kind === 'contact_end')?.impulse ?? Number.NaN;

  it('of a bounce are the change of momentum and the weight meanwhile', () => {
    const materials = clay(1);
    const bodies = [minimalGround(), minimalBall({ position: [0, 0, 0.6] })];
    const frames = play({ materials, bodies });
    const before = Math.sqrt(2 * GRAVITY * 0.4);
    expect(ended(frames) / (MASS * 2 * before)).toBeCloseTo(1, 1);
  });

  it('of two balls that meet in the air are what each got', () => {
    const ball = (name: string, x: number, speed: number) =>
      minimalBall({ name, position: [x, 0, 1], linear_velocity: [speed, 0, 0] });
    const bodies = [ball('left', -0.5, 2), ball('right', 0.5, -1)];
    const frames = play({ gravity: [0, 0, 0], materials: clay(0.5), bodies });
    // m/2 · (1 + e) · relative speed.
    expect(ended(frames)).toBeCloseTo((MASS / 2) * 1.5 * 3, 3);
  });

  it('go on from a snapshot as if undisturbed', () => {
    const materials = clay(0.6);
    const bodies = [minimalGround(), minimalBall({ position: [0, 0, RADIUS + 1e-4] })];
    const episode = sampleEpisode(parseScene(minimalScene({ materials, bodies }), 'test'), 0);
    const world = createPhysicsWorld(episode, undefined, true);
    for (let step = 0; step < 30; step++) world.step();
    const moment = structuredClone(world.snapshot());
    expect(moment.impulses[0]?.impulse).toBeGreaterThan(0.5 * MASS * GRAVITY * (30 / 240));
    const again = createPhysicsWorld(episode, moment, true);
    world.step();
    again.step();
    expect(again.snapshot().impulses).toEqual(world.snapshot().impulses);
    world.dispose();
    again.dispose();
  });
});
