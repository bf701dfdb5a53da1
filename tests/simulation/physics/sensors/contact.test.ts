import { beforeAll, describe, expect, it } from 'vitest';
import { loadPhysics } from '#src/physics/rapier.ts';
import { minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';
import { column, episodeOf, sense } from './sensed-episode.ts';

beforeAll(loadPhysics);

/** 10 kg: 0.2 m on edge at 1250 kg/m³. */
function boxScene(on: string, changes: Readonly<Record<string, unknown>> = {}, boxName = 'box') {
  return minimalScene({
    materials: { clay: { density: 1250, friction: 0.5, restitution: 0, color: '#aa8866' } },
    bodies: [
      minimalGround(),
      {
        name: boxName,
        shape: { kind: 'box', size: [0.2, 0.2, 0.2] },
        material: 'clay',
        position: [0, 0, 0.1],
        ...changes,
      },
    ],
    sensors: [{ kind: 'contact', name: 'feel', on, rate_hz: 60 }],
  });
}

const last = (values: number[], count = 3): number[] => values.slice(-count);

describe('a contact sensor', () => {
  // The engine keeps its pairs in the order of insertion, which is that of the names.
  it.each(['a_box', 'z_box'])('reads the weight of a 10 kg box at rest, "%s"', (name) => {
    const { feel } = sense(episodeOf(boxScene(name, {}, name)), 480).tables;
    expect(feel?.rows).toBe(120);
    for (const force of ['force', 'normal_force']) {
      const [x, y, z] = last(column(feel, force));
      expect(Math.abs(x as number) + Math.abs(y as number)).toBeLessThan(0.05);
      expect(Math.abs((z as number) / 98.1 - 1)).toBeLessThan(0.005);
    }
    expect(last(column(feel, 'touching'), 1)).toEqual([1]);
    expect(last(column(feel, 'contacts'), 1)).toEqual([1]);
  });

  it('on the ground feels the box press down, and has no balance of momentum to give', () => {
    const { feel } = sense(episodeOf(boxScene('ground')), 240).tables;
    expect(last(column(feel, 'normal_force'))[2]).toBeCloseTo(-98.1, 1);
    expect(feel?.columns.map(({ name }) => name)).not.toContain('force');
  });

  it('feels friction: a sliding box is braked by μ N', () => {
    const { feel } = sense(episodeOf(boxScene('box', { linear_velocity: [3, 0, 0] })), 60).tables;
    const [x, , z] = last(column(feel, 'force'));
    expect(z).toBeCloseTo(98.1, 0);
    expect(x as number).toBeCloseTo(-0.5 * 98.1, 0);
    expect(Math.abs(last(column(feel, 'normal_force'))[0] as number)).toBeLessThan(0.01);
  });

  it('feels nothing in the air, and in a fall’s end the whole momentum', () => {
    const { tables, states } = sense(episodeOf(boxScene('box', { position: [0, 0, 0.4] })), 120);
    const [force, touching] = [column(tables['feel'], 'force'), column(tables['feel'], 'touching')];
    expect(Math.abs(force[2] as number)).toBeLessThan(0.01);
    expect(touching.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(touching).toContain(1);
    // The sum of force over time: its weight for half a second, and the momentum that is left.
    const impulse = force.filter((_, i) => i % 3 === 2).reduce((a, b) => a + b / 60, 0);
    const speed = states[120]?.linearVelocities[2] as number;
    expect(impulse).toBeCloseTo(10 * speed + 98.1 * 0.5, 2);
    const normal = column(tables['feel'], 'normal_force');
    const normalImpulse = normal.filter((_, i) => i % 3 === 2).reduce((a, b) => a + b / 60, 0);
    expect(Math.abs(normalImpulse / impulse - 1)).toBeLessThan(1e-4);
  });

  it('stamps the end of each interval', () => {
    const { feel } = sense(episodeOf(boxScene('box')), 11).tables;
    expect(column(feel, 'time')).toEqual([4 / 240, 8 / 240]);
  });
});
