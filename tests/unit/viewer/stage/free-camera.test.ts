import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOrbit, orbitPose, panned, parseOrbit, turned, zoomed } from '#src/viewer/stage/free-camera.ts';

const metres = fc.double({ min: -50, max: 50, noNaN: true });
const orbits = fc.record({
  target: fc.tuple(metres, metres, metres),
  distance: fc.double({ min: 0.05, max: 500, noNaN: true }),
  azimuth: fc.double({ min: -3, max: 3, noNaN: true }),
  elevation: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
});

describe('the free camera', () => {
  it('looks at its target from its distance', () => {
    fc.assert(
      fc.property(orbits, (orbit) => {
        const m = orbitPose(orbit);
        const ahead = [0, 1, 2].map((i) => (m[4 * i + 3] ?? 0) + orbit.distance * (m[4 * i + 2] ?? 0));
        for (const i of [0, 1, 2]) expect(ahead[i]).toBeCloseTo(orbit.target[i] ?? 0, 6);
      }),
    );
  });

  it('never turns over, and comes no nearer than it can', () => {
    fc.assert(
      fc.property(orbits, metres, (orbit, turn) => {
        expect(Math.abs(turned(orbit, 0, turn).elevation)).toBeLessThan(Math.PI / 2);
        expect(zoomed(orbit, 1e-9).distance).toBeGreaterThan(0);
        expect(panned(orbit, 0.1, -0.2).distance).toBe(orbit.distance);
      }),
    );
  });

  it('is read back from the address, and nothing else is', () => {
    fc.assert(
      fc.property(orbits, (orbit) => {
        const again = parseOrbit(formatOrbit(orbit));
        expect(again?.distance).toBeCloseTo(orbit.distance, 2);
        expect(again?.elevation).toBeCloseTo(orbit.elevation, 2);
      }),
    );
    for (const text of [undefined, '', '1,2,3', '1,2,3,-1,0,0', '1,2,3,NaN,0,0', 'a,b,c,d,e,f'])
      expect(parseOrbit(text)).toBeNull();
  });
});
