import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCommand } from '../../fixtures/command-line.ts';
import { expectRefused } from '../../fixtures/expect-refused.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-view-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts `view`, and waits for the address that it prints. */
async function startView(...args: string[]) {
  const { child, ended } = startCommand(['view', ...args]);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (text) => {
      said += text;
      const [found] = /http:\/\/\S+/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  return { child, ended, url };
}

it('serves until Ctrl-C, on the next port where one is taken', async () => {
  const first = await startView('--port', '5290');
  const second = await startView('--port', new URL(first.url).port);
  expect(await (await fetch(first.url)).text()).toContain('<!doctype html>');
  expect(await (await fetch(new URL('view.json', second.url))).json()).toMatchObject({
    start: { page: 'play', key: 'robots/push' },
  });
  for (const { child } of [first, second]) child.kill('SIGINT');
  expect((await first.ended).code).toBe(0);
  const { code, stderr } = await second.ended;
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^Port \d+ is in use: took \d+\.$/m)]);
});

it('says what is wrong with a thing, and shows the rest', async () => {
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, '{');
  const { child, ended, url } = await startView(bad, '--port', '0');
  const manifest = (await (await fetch(new URL('view.json', url))).json()) as {
    faults: { message: string }[];
  };
  child.kill('SIGINT');
  expect((await ended).stderr).toContain(manifest.faults[0]?.message);
});

it('refuses what is not there, and clips without an export', async () => {
  const out = join(folder, 'out');
  await expectRefused(['view', join(folder, 'nowhere')], /file\/missing: .*nowhere/, out);
  await expectRefused(['view', '--episodes', 'a'], /--episodes must stand beside --export/, out);
  await expectRefused(['view', '--port', '99999'], /--port must be a whole number/, out);
});
