import { describe, expect, it } from 'vitest';
import { createDreamLoop, type TrueFrame } from '#src/viewer/dream/dream-loop.ts';

const PIXELS = 4;

/** A frame of one grey level. */
const seen = (frame: number, foreground: Uint8Array | null = null): TrueFrame => ({
  frame,
  rgb: new Uint8Array(3 * PIXELS).fill(10 * frame),
  foreground,
});
const grey = (level: number): Uint8Array => new Uint8Array(3 * PIXELS).fill(level);
const held = (value: number): Float32Array => Float32Array.of(value, -value);

describe('createDreamLoop', () => {
  it('watches until it knows the context, then begins with it and the actions held between', () => {
    const loop = createDreamLoop(3, 2);
    expect(loop.turn(0)).toEqual({ kind: 'watch', missing: 3 });
    loop.take(seen(0), null, null);
    expect(loop.turn(0)).toEqual({ kind: 'watch', missing: 2 });
    loop.take(seen(1), held(1), null);
    const row = loop.take(seen(2), held(2), null);
    expect(row).toMatchObject({ frame: 2, horizon: 0, psnr: null, copyLast: null });
    expect(loop.turn(0)).toEqual({
      kind: 'begin',
      start: { frames: [0, 1, 2].map((k) => seen(k).rgb), actions: Float32Array.of(1, -1, 2, -2) },
    });
  });

  it('dreams on in an open loop, compared with the last frame known before it', () => {
    const loop = createDreamLoop(1, 0);
    loop.take(seen(0), null, null);
    expect(loop.turn(0)).toMatchObject({ kind: 'begin', start: { actions: null } });
    const first = loop.take(seen(1), null, grey(10));
    expect(first).toMatchObject({ frame: 1, horizon: 1, psnr: 60 });
    expect(first.copyLast).toBeCloseTo(10 * Math.log10(255 ** 2 / 100), 9);
    for (let k = 2; k < 40; k++) {
      expect(loop.turn(0)).toEqual({ kind: 'dream' });
      expect(loop.take(seen(k), null, grey(0)).horizon).toBe(k);
    }
  });

  it('is told the truth every so many frames', () => {
    const loop = createDreamLoop(1, 0);
    loop.take(seen(0), null, null);
    const turns = Array.from({ length: 7 }, (_, k) => {
      const turn = loop.turn(3);
      loop.take(seen(k + 1), null, grey(0));
      return turn.kind === 'begin' ? turn.start.frames[0]?.[0] : turn.kind;
    });
    expect(turns).toEqual([0, 'dream', 'dream', 30, 'dream', 'dream', 60]);
  });

  it('wakes when it is told to, and knows no more than the context', () => {
    const loop = createDreamLoop(2, 0);
    for (let k = 0; k < 5; k++) {
      loop.turn(0);
      loop.take(seen(k), null, k < 2 ? null : grey(0));
    }
    loop.wake();
    expect(loop.turn(0)).toMatchObject({ kind: 'begin', start: { frames: [seen(3).rgb, seen(4).rgb] } });
    expect(loop.take(seen(5), null, grey(0)).horizon).toBe(1);
  });

  it('measures what can move by itself, and says nothing where nothing can', () => {
    const loop = createDreamLoop(1, 0);
    loop.take(seen(0), null, null);
    loop.turn(0);
    const dreamt = grey(10);
    dreamt.fill(20, 0, 3);
    const front = loop.take(seen(1, Uint8Array.of(1, 0, 0, 0)), null, dreamt);
    expect(front.foreground).toBeCloseTo(10 * Math.log10(255 ** 2 / 100), 9);
    expect(front.psnr).toBeCloseTo(10 * Math.log10(255 ** 2 / 25), 9);
    loop.turn(0);
    expect(loop.take(seen(2, new Uint8Array(4)), null, dreamt).foreground).toBeNull();
  });
});
