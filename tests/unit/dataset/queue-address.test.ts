import { describe, expect, it } from 'vitest';
import { parseQueueAddress, shownAddress } from '#src/dataset/runner/queue/queue-address.ts';
import { createWorkerRates, ratesWords } from '#src/dataset/runner/queue/worker-rates.ts';

describe('the address of a queue', () => {
  it('is read with its credentials, and shown without them', () => {
    const address = parseQueueAddress('rediss://me:s%40cret@node7:7000/3');
    expect(address).toEqual({
      host: 'node7',
      port: 7000,
      db: 3,
      username: 'me',
      password: 's@cret',
      tls: {},
    });
    expect(shownAddress(address)).toBe('rediss://node7:7000/3');
  });

  it('may leave out all but the host, and takes the password from elsewhere', () => {
    expect(parseQueueAddress('redis://node7')).toEqual({ host: 'node7', port: 6379, db: 0 });
    expect(parseQueueAddress('redis://node7', 'secret')).toMatchObject({ password: 'secret' });
    expect(parseQueueAddress('redis://:mine@node7', 'other')).toMatchObject({ password: 'mine' });
    expect(parseQueueAddress('redis://[::1]:6379/')).toMatchObject({ host: '::1', db: 0 });
  });

  it.each([
    ...['', 'node7:6379', 'http://me:secret@node7', 'redis://me:secret@node7/a', 'redis:///0'],
    'redis://me:secret%@node7/0',
  ])('is refused where it is none, without a word of it: %s', (text) => {
    expect(() => parseQueueAddress(text)).toThrow(
      expect.objectContaining({
        code: 'argument/invalid',
        message: expect.not.stringMatching(/secret|node7/),
      }),
    );
  });
});

describe('the rates of workers', () => {
  it('are those of the last seconds, and of none that fell silent', () => {
    const { take, rates } = createWorkerRates();
    take({ worker: 'b-7', frames: 1 }, 0);
    for (const at of [20_000, 21_000, 22_000]) take({ worker: 'a-1', frames: at / 100 }, at);
    take({ worker: 'c-2', frames: 5 }, 21_000);
    take({ worker: 'c-2', frames: 10 }, 22_000);
    expect(rates(22_500)).toEqual([
      ['a-1', 10],
      ['c-2', 5],
    ]);
    expect(ratesWords(rates(22_500))).toBe('2 workers, 15.0 frames/s (a-1 10.0, c-2 5.0)');
    expect(rates(60_000)).toEqual([]);
  });
});
