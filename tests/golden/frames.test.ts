import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Driver, openDriver } from '#src/device/driver-node.ts';
import {
  drawGolden,
  GOLDEN_DRIVERS,
  GOLDEN_SCENES,
  GOLDEN_SIZE,
  type GoldenFrame,
  readGolden,
  writeGolden,
} from './golden-frames.ts';

/** Set by `npm run golden:update`, which redraws what is kept for this machine's driver. */
const UPDATE = process.env['WORLDWRIGHT_GOLDEN'] === 'update';

/** Pixels around which, in both, only one body is seen. */
function insidePixels(a: GoldenFrame, b: GoldenFrame): number[] {
  const near = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => dy * GOLDEN_SIZE + dx));
  const inside: number[] = [];
  for (let y = 1; y < GOLDEN_SIZE - 1; y++) {
    for (let x = 1; x < GOLDEN_SIZE - 1; x++) {
      const i = y * GOLDEN_SIZE + x;
      if (near.every((d) => a.ids[i + d] === a.ids[i] && b.ids[i + d] === b.ids[i])) inside.push(i);
    }
  }
  expect(inside.length).toBeGreaterThan(GOLDEN_SIZE * GOLDEN_SIZE * 0.6);
  return inside;
}

/** Ids must be equal away from edges, and depth within two units on disk: one of rounding, one of the driver. */
function compareTruth(a: GoldenFrame, b: GoldenFrame): void {
  for (const i of insidePixels(a, b)) {
    expect(b.ids[i]).toBe(a.ids[i]);
    expect(Math.abs(b.depth[i]! - a.depth[i]!)).toBeLessThanOrEqual(2);
  }
}

/** Share of the colour values that differ by more than `step`. */
const shareBeyond = (a: Uint8Array, b: Uint8Array, step: number): number =>
  a.reduce((sum, value, i) => sum + (Math.abs(value - b[i]!) > step ? 1 : 0), 0) / a.length;

describe.each(GOLDEN_SCENES)('the kept frame of %s', (name) => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await openDriver('auto');
  });
  afterAll(() => driver.close());

  it('is still drawn on this machine', async ({ skip }) => {
    const drawn = await drawGolden(driver, name);
    if (UPDATE) await writeGolden(name, driver.kind, drawn);
    const kept = await readGolden(name, driver.kind);
    if (kept === null) return skip(`no frame is kept for ${driver.kind}`);
    compareTruth(kept, drawn);
    // One driver gives the same bytes again; another version of it may round otherwise.
    expect(shareBeyond(kept.rgb, drawn.rgb, 2)).toBeLessThan(0.005);
  });

  it('is the same on every driver, but for the rounding of edges', async ({ skip }) => {
    const frames = await Promise.all(GOLDEN_DRIVERS.map((kind) => readGolden(name, kind)));
    const [one, other] = frames;
    if (!one || !other) return skip('frames of fewer than two drivers are kept');
    compareTruth(one, other);
    expect(shareBeyond(one.rgb, other.rgb, 8)).toBeLessThan(0.02);
  });
});
