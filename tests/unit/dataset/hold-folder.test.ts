import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type HeldPart, holdFolder } from '#src/dataset/hold-folder.ts';
import { identityText, ownIdentity } from '#src/dataset/process-identity.ts';
import { closeStaging, openStaging } from '#src/dataset/staging.ts';

const folder = mkdtempSync(join(tmpdir(), 'worldwright-hold-'));
const dir = join(folder, 'data');
const own = await ownIdentity();

beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function hold(part: HeldPart): Promise<string> {
  const staging = await openStaging(dir);
  await holdFolder(dir, staging, part);
  return staging;
}

/** What another process would have left: its staging folder, with a part that it holds. */
function foreignHold(identity: string, part: HeldPart, age: number): void {
  const staging = join(dir, `.staging-${identity}-00`);
  mkdirSync(staging);
  const then = new Date(Date.now() - age * 1000);
  for (const name of ['holds', 'alive']) {
    writeFileSync(join(staging, name), part);
    utimesSync(join(staging, name), then, then);
  }
}

describe('two commands on one folder', () => {
  it.each([
    ['all', 'all'],
    ['all', '1/2'],
    ['1/2', 'all'],
    ['1/2', '1/2'],
    ['1/2', '1/3'],
    ['queue', 'all'],
    ['1/2', 'queue'],
  ] as const)('with %s held, %s is refused in a sentence', async (first, second) => {
    await hold(first);
    await expect(hold(second)).rejects.toMatchObject({
      code: 'dataset/in-use',
      exitCode: 2,
      message: expect.stringMatching(/must be worked on by one command at a time, but process \d+ of \S+ is/),
    });
  });

  it.each([
    ['1/2', '2/2'],
    ['queue', 'queue'],
  ] as const)('with %s held, %s may be held too', async (first, second) => {
    await hold(first);
    await hold(second);
  });

  it('work in turn', async () => {
    await closeStaging(dir, await hold('all'));
    await closeStaging(dir, await hold('all'));
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('a hold', () => {
  it('dies with its process, and with the machine that gives no sign for five minutes', async () => {
    foreignHold(identityText({ ...own, pid: 999_999_999 }), 'all', 1);
    foreignHold(identityText({ ...own, start: '1' }), 'all', 1);
    foreignHold('another_machine-1-1', 'all', 400);
    const staging = await hold('all');
    expect(readdirSync(dir)).toEqual([staging.slice(dir.length + 1)]);
  });

  it('of another machine counts while that gives signs of life', async () => {
    foreignHold('another_machine-1-1', 'all', 60);
    await expect(hold('all')).rejects.toMatchObject({ message: expect.stringContaining('another_machine') });
  });
});
