import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BLOCK_FRAMES, joinBlock } from '#src/core/view/frame-block.ts';
import { createFrameStore, type FrameTrack } from '#src/viewer/frames/frame-store.ts';

const FRAMES = 50;
const [WIDTH, HEIGHT] = [4, 3];

/** A track whose k-th frame holds k everywhere. */
const track = (name: string): FrameTrack => ({ address: (block) => `${name}/${block}`, frames: FRAMES });

function block(address: string, valueBytes: 1 | 2 = 1): Uint8Array {
  const first = Number(address.split('/')[1]) * BLOCK_FRAMES;
  const frames = Math.min(BLOCK_FRAMES, FRAMES - first);
  const values = Array.from(
    { length: frames * WIDTH * HEIGHT },
    (_, i) => first + Math.floor(i / (WIDTH * HEIGHT)),
  );
  const bytes =
    valueBytes === 1
      ? Uint8Array.from(values)
      : new Uint8Array(Uint16Array.from(values, (k) => 1000 * k).buffer);
  const header = { width: WIDTH, height: HEIGHT, channels: 1, valueBytes, first, frames } as const;
  return joinBlock(header, deflateRawSync(bytes));
}

function storeOf(keptBytes: number, valueBytes: 1 | 2 = 1) {
  const asked: string[] = [];
  const store = createFrameStore(keptBytes, async (address) => {
    asked.push(address);
    return block(address, valueBytes);
  });
  return { store, asked };
}

it('gives exactly the frame that is asked for, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(FRAMES - 1), { maxLength: 30 }), fc.boolean(), async (order, wide) => {
      const { store } = storeOf(800, wide ? 2 : 1);
      for (const k of order) {
        const { image, width, height } = await store.frame(track('a'), k);
        expect([width, height, image.length]).toEqual([WIDTH, HEIGHT, WIDTH * HEIGHT]);
        expect(new Set(image)).toEqual(new Set([wide ? 1000 * k : k]));
        expect(store.peek(track('a'), k)?.image).toEqual(image);
      }
    }),
    { numRuns: 30 },
  );
});

it('asks once for a block, however many frames of it are wanted', async () => {
  const { store, asked } = storeOf(10_000);
  store.prefetch(track('a'), 3);
  await Promise.all([0, 1, 15].map((k) => store.frame(track('a'), k)));
  store.prefetch(track('a'), 5);
  store.prefetch(track('a'), FRAMES);
  expect(asked).toEqual(['a/0']);
});

it('forgets what was not used for longest', async () => {
  const whole = BLOCK_FRAMES * WIDTH * HEIGHT;
  const { store } = storeOf(2 * whole);
  await store.frame(track('a'), 0);
  await store.frame(track('a'), 16);
  expect(store.peek(track('a'), 0)).not.toBeNull();
  await store.frame(track('a'), 32);
  expect(store.peek(track('a'), 16)).toBeNull();
  expect(store.peek(track('a'), 0)).not.toBeNull();
  expect(store.peek(track('a'), 32)).not.toBeNull();
});

it('gives up what is on its way, and asks again when it is wanted again', async () => {
  const signals: AbortSignal[] = [];
  const store = createFrameStore(10_000, async (address, signal) => {
    signals.push(signal);
    await Promise.resolve();
    signal.throwIfAborted();
    return block(address);
  });
  const given = store.frame(track('a'), 0);
  store.stop();
  await expect(given).rejects.toThrow();
  expect(signals[0]?.aborted).toBe(true);
  expect((await store.frame(track('a'), 1)).image[0]).toBe(1);
});

it('refuses blocks that are not what they say', async () => {
  const header = { width: 4, height: 3, channels: 1, valueBytes: 1, first: 0, frames: 2 } as const;
  const serve = (bytes: Uint8Array) => createFrameStore(1000, async () => bytes).frame(track('a'), 0);
  for (const bytes of [
    joinBlock(header, deflateRawSync(new Uint8Array(23))),
    joinBlock(header, deflateRawSync(new Uint8Array(25))),
    joinBlock(header, Uint8Array.of(1, 2, 3)),
    joinBlock({ ...header, first: 16 }, deflateRawSync(new Uint8Array(24))),
  ])
    await expect(serve(bytes)).rejects.toMatchObject({ code: 'media/corrupt' });
});
