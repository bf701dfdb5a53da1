import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADDRESSES } from '#src/core/view/addresses.ts';
import { requestPath } from '#src/server/request-path.ts';

describe('the path of a request', () => {
  it('is its names, without the query', () => {
    expect(requestPath('/')).toEqual([]);
    expect(requestPath('/?token=a/../b')).toEqual([]);
    expect(requestPath('/data/a-1/index.json?x=1')).toEqual(['data', 'a-1', 'index.json']);
  });

  it('takes every address of the viewer', () => {
    const addresses = [
      ADDRESSES.manifest,
      ADDRESSES.scene('robots/push'),
      ADDRESSES.modelSideCar('copy-last'),
      ADDRESSES.frames('many', 'push-000001-cf1', 'wrist_left', 'flow_forward', 12),
      ADDRESSES.predictions('report-1'),
    ];
    for (const address of addresses) expect(requestPath(`/${address}`).join('/')).toBe(address);
  });

  it.each([
    '',
    'data',
    'http://evil.example/data',
    '//etc/passwd',
    '/..',
    '/../etc/passwd',
    '/data/../../etc/passwd',
    '/data/./a',
    '/data//a',
    '/data/',
    '/.git/config',
    '/data/.hidden',
    '/data/%2e%2e/a',
    '/data/%2e%2e%2fa',
    '/data/..%2fa',
    '/data/%252e%252e/a',
    '/data/..\\a',
    '/data/a\\b',
    '/data/%5c..%5ca',
    '/data/a%00.json',
    '/data/a\0.json',
    '/C:/windows',
    '/data/ä',
    '/data/a;b',
    '/~root',
  ])('refuses %j', (url) => {
    expect(() => requestPath(url)).toThrow(expect.objectContaining({ code: 'path/outside' }));
  });

  it('never leads up, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab./\\%25ef?\0') }), (text) => {
        try {
          for (const part of requestPath(`/${text}`)) expect(part).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
        } catch (error) {
          expect(error).toMatchObject({ code: 'path/outside' });
        }
      }),
    );
  });
});
