import { describe, expect, it, vi } from 'vitest';
import { createByteCache } from '#src/server/byte-cache.ts';
import { createWorkQueue } from '#src/server/work-queue.ts';

const forever = new AbortController().signal;
const bytes = (length: number): Uint8Array => new Uint8Array(length);

/** Work that ends when told. */
function pending<T>() {
  let end: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

describe('the line of work', () => {
  it('lets a few in at once, first come, first served', async () => {
    const inTurn = createWorkQueue(2);
    const jobs = Array.from({ length: 5 }, () => pending<void>());
    const begun: number[] = [];
    const done = jobs.map(({ promise }, i) =>
      inTurn(forever, () => {
        begun.push(i);
        return promise;
      }),
    );
    expect(begun).toEqual([0, 1]);
    jobs[1]!.end();
    await done[1];
    await vi.waitFor(() => expect(begun).toEqual([0, 1, 2]));
    for (const { end } of jobs) end();
    await Promise.all(done);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('never begins what is no longer wanted, and goes on after a failure', async () => {
    const inTurn = createWorkQueue(1);
    const first = pending<void>();
    const running = inTurn(forever, () => first.promise);
    const abort = new AbortController();
    const work = vi.fn(async () => undefined);
    const left = inTurn(abort.signal, work);
    abort.abort();
    await expect(left).rejects.toThrow();
    first.end();
    await running;
    await expect(inTurn(forever, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn(forever, async () => 7)).toBe(7);
    expect(work).not.toHaveBeenCalled();
  });
});

describe('the cache', () => {
  it('makes bytes once, for all who wait', async () => {
    const cache = createByteCache(100);
    const made = pending<Uint8Array>();
    const make = vi.fn(() => made.promise);
    const both = Promise.all([cache.get('a', forever, make), cache.get('a', forever, make)]);
    made.end(bytes(10));
    const [one, other] = await both;
    expect(one).toBe(other);
    expect(await cache.get('a', forever, make)).toBe(one);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('keeps the ones used last, within its limit', async () => {
    const cache = createByteCache(100);
    const make = vi.fn(async () => bytes(40));
    await cache.get('a', forever, make);
    await cache.get('b', forever, make);
    await cache.get('a', forever, make);
    await cache.get('c', forever, make);
    expect(make).toHaveBeenCalledTimes(3);
    await cache.get('a', forever, make);
    expect(make).toHaveBeenCalledTimes(3);
    await cache.get('b', forever, make);
    expect(make).toHaveBeenCalledTimes(4);
  });

  it('does not keep what is larger than its limit, nor failures', async () => {
    const cache = createByteCache(100);
    const large = vi.fn(async () => bytes(101));
    await cache.get('a', forever, large);
    await cache.get('a', forever, large);
    expect(large).toHaveBeenCalledTimes(2);
    await expect(cache.get('b', forever, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(await cache.get('b', forever, async () => bytes(1))).toHaveLength(1);
  });

  it('gives up what nobody waits for, but not while one does', async () => {
    const cache = createByteCache(100);
    let wanted: AbortSignal | undefined;
    const made = pending<Uint8Array>();
    const make = (signal: AbortSignal): Promise<Uint8Array> => {
      wanted = signal;
      return made.promise;
    };
    const [a, b] = [new AbortController(), new AbortController()];
    const both = [cache.get('x', a.signal, make), cache.get('x', b.signal, make)];
    a.abort();
    expect(wanted?.aborted).toBe(false);
    b.abort();
    expect(wanted?.aborted).toBe(true);
    made.end(bytes(1));
    await Promise.all(both);
  });
});
