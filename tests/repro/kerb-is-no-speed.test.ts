import { expect, it } from 'vitest';
import type { CaptionRequest } from '#src/dataset/caption/caption-request.ts';
import type { Thing } from '#src/dataset/caption/things.ts';
import { trackOf } from '#src/dataset/caption/track.ts';

// A walker that stepped off a kerb was told to go at 31 metres per second.
it('a walker’s speed is that over ground, whatever a kerb does', () => {
  const steps = {
    bodies: ['walker'],
    positions: Float64Array.of(0, 0, 1),
    orientations: Float64Array.of(0, 0, 0, 1),
    linearVelocities: Float64Array.of(0, 1.5, -31),
  };
  const request = {
    steps,
    window: { start: 0, count: 1 },
    camera: { every: 1 },
  } as unknown as CaptionRequest;
  const speedOf = (kind: Thing['kind']): number =>
    trackOf(request, { row: 0, kind } as Thing, () => []).speed(0);
  expect(speedOf('pedestrian')).toBe(1.5);
  expect(speedOf('body')).toBeCloseTo(Math.hypot(1.5, 31), 9);
});
