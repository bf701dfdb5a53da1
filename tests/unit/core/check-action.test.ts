import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArraySpec } from '#src/core/array-spec.ts';
import { checkAction } from '#src/core/check-action.ts';

const spec: ArraySpec = {
  name: 'pusher_velocity',
  shape: [2],
  dtype: 'float32',
  low: -0.4,
  high: 0.4,
  unit: 'm/s',
  elements: ['velocity_x', 'velocity_y'],
};

describe('checkAction', () => {
  it('takes every action between its bounds, which float32 may round outwards', () => {
    expect(Math.fround(0.4)).toBeGreaterThan(0.4);
    fc.assert(
      fc.property(fc.double({ min: -0.4, max: 0.4, noNaN: true }), (x) => {
        expect(() => checkAction(spec, Float32Array.of(x, 0.4), 'action')).not.toThrow();
      }),
    );
  });

  it.each([
    [[0.5, 0], 'action[0] (velocity_x) must lie in [-0.4, 0.4] m/s, got 0.5 m/s.'],
    [[0, -2], 'action[1] (velocity_y) must lie in [-0.4, 0.4] m/s, got -2 m/s.'],
    [[0, Number.NaN], 'action[1] (velocity_y) must lie in [-0.4, 0.4] m/s, got NaN.'],
    [[-Infinity, 0], 'action[0] (velocity_x) must lie in [-0.4, 0.4] m/s, got -Infinity.'],
    [[0], 'action must be a Float32Array of 2 numbers (pusher_velocity), got 1 in a Float32Array.'],
    [[0, 0, 0], 'action must be a Float32Array of 2 numbers (pusher_velocity), got 3 in a Float32Array.'],
  ])('refuses %j with its place and the bounds', (values, message) => {
    expect(() => checkAction(spec, Float32Array.from(values), 'action')).toThrow(message);
  });

  it('wants float32 and nothing else', () => {
    const doubles = Float64Array.of(0, 0) as unknown as Float32Array;
    expect(() => checkAction(spec, doubles, 'action')).toThrow('got 2 in a Float64Array');
    expect(() => checkAction(spec, null, 'action')).toThrow('got null');
  });

  it('wants null where nothing acts', () => {
    expect(() => checkAction(null, null, 'action')).not.toThrow();
    expect(() => checkAction(null, new Float32Array(0), 'action')).toThrow('must be null where nothing acts');
  });
});
