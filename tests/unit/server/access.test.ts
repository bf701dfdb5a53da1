import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Access, admit, allowedHosts, makeToken } from '#src/server/access.ts';

const open: Access = { hosts: allowedHosts('127.0.0.1', '127.0.0.1', 5270), token: null, cookie: 'c_5270' };
const closed: Access = { ...open, token: 'secret-token' };

const ask = (changes: { method?: string; url?: string; headers?: object }, access: Access) =>
  admit(
    {
      ...{ method: 'GET', url: '/', ...changes },
      headers: { host: '127.0.0.1:5270', ...changes.headers },
    } as unknown as IncomingMessage,
    access,
  );

const status = (...args: Parameters<typeof ask>): number | null => {
  const admission = ask(...args);
  return 'refusal' in admission ? admission.refusal.status : null;
};

describe('a request', () => {
  it('is admitted by the address that is served', () => {
    expect(status({}, open)).toBeNull();
    expect(status({ headers: { host: 'LocalHost:5270' } }, open)).toBeNull();
    expect(status({ method: 'HEAD' }, open)).toBeNull();
    expect(status({ headers: { origin: 'http://127.0.0.1:5270' } }, open)).toBeNull();
  });

  it.each([
    'evil.example',
    'evil.example:5270',
    '127.0.0.1',
    '127.0.0.1:80',
    '127.0.0.1.evil.example:5270',
    '',
  ])('is refused by the host %j', (host) => {
    expect(status({ headers: { host } }, open)).toBe(403);
  });

  it.each(['http://evil.example', 'http://127.0.0.1:81', 'null', 'https://localhost:5270'])(
    'is refused from the origin %s',
    (origin) => {
      expect(status({ headers: { origin } }, open)).toBe(403);
    },
  );

  it('may only read, and not at length', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect(status({ method }, open)).toBe(405);
    expect(status({ url: `/${'a'.repeat(3000)}` }, open)).toBe(414);
  });
});

describe('a token', () => {
  it('in the address is taken once and kept in a cookie', () => {
    expect(ask({ url: '/?token=secret-token' }, closed)).toEqual({
      setCookie: 'c_5270=secret-token; Path=/; HttpOnly; SameSite=Strict',
    });
    expect(status({ headers: { cookie: 'a=b; c_5270=secret-token' } }, closed)).toBeNull();
  });

  it.each([
    {},
    { url: '/?token=' },
    { url: '/?token=secret-toke' },
    { url: '/?token=secret-tokeX' },
    { url: '/?Token=secret-token' },
    { headers: { cookie: 'c_5271=secret-token' } },
    { headers: { cookie: 'c_5270=' } },
  ])('is missed in %j', (changes) => {
    expect(status(changes, closed)).toBe(401);
  });

  it('is another each time', () => {
    expect(makeToken()).not.toBe(makeToken());
    expect(makeToken()).toMatch(/^[\w-]{32}$/);
  });
});

describe('the hosts of a server', () => {
  it('on all addresses are those of the machine', () => {
    const hosts = allowedHosts('0.0.0.0', '0.0.0.0', 80);
    expect(hosts).toContain('127.0.0.1');
    expect(hosts).toContain('localhost:80');
    expect(hosts).toContain('[::1]');
    expect(hosts).not.toContain('evil.example');
  });

  it('on one address are its own', () => {
    expect([...allowedHosts('box.local', '192.0.2.7', 81)]).toEqual(['box.local:81', '192.0.2.7:81']);
  });
});
