import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runLimited, startCommand, treeHash } from '../fixtures/command-line.ts';
import { keepRow } from '../fixtures/fault-table.ts';

const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push', 'sensors/rig'];
const SMALL = [
  '--modalities',
  'all',
  '--look',
  'varied',
  '--episodes',
  '1',
  '--frames',
  '5',
  '--size',
  '48x48',
  '--seed',
  '11',
];

let folder: string;
let reference: string;

const generateArgs = (out: string, workers: number): string[] => [
  ...['generate', ...SCENES, ...SMALL],
  ...['--out', out, '--workers', String(workers)],
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-faults-'));
  const out = join(folder, 'one');
  const { code, stderr } = await runCommand(...generateArgs(out, 1));
  expect(code, stderr).toBe(0);
  reference = treeHash(out);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a dataset’s bytes', () => {
  it.each([2, 3])('are the same with %i workers as with one', async (workers) => {
    const out = join(folder, `workers-${workers}`);
    const { code, stderr } = await runCommand(...generateArgs(out, workers));
    expect(code, stderr).toBe(0);
    expect(treeHash(out)).toBe(reference);
  });

  it('are the same made in two shards, one after the other', async () => {
    const out = join(folder, 'shards');
    for (const shard of ['2/2', '1/2']) {
      const { code, stderr } = await runCommand(...generateArgs(out, 1), '--shard', shard);
      expect(code, stderr).toBe(0);
    }
    expect(treeHash(out)).toBe(reference);
  });

  it('are the same after Ctrl-C and a plain rerun', async () => {
    const out = join(folder, 'interrupted');
    const { child, ended } = startCommand(generateArgs(out, 2));
    setTimeout(() => child.kill('SIGINT'), 5000);
    const stopped = await ended;
    expect([0, 1], stopped.stderr).toContain(stopped.code);
    if (stopped.code === 1) expect(stopped.stderr).toContain('work/interrupted');
    const { code, stderr } = await runCommand(...generateArgs(out, 2));
    expect(code, stderr).toBe(0);
    expect(treeHash(out)).toBe(reference);
  });
});

/** Mounts a disk of a few hundred kilobytes; false where that is not permitted. */
function mountSmallDisk(dir: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  it('leaves what was committed whole, and says which file failed and what to do', async () => {
    const out = join(folder, 'small-disk');
    mkdirSync(out);
    const mounted = mountSmallDisk(out);
    try {
      const args = generateArgs(join(out, 'data'), 1);
      // Where no disk can be mounted, a limit on file sizes makes writes fail in the same way.
      const failed = mounted
        ? await runCommand(...args)
        : await runLimited("trap '' XFSZ; ulimit -f 4", args);
      expect(failed.code, failed.stderr).toBe(1);
      expect(failed.stderr).toMatch(/file\/write: .*small-disk/);
      expect(failed.stderr).not.toMatch(/\n\s+at /);
      const verified = await runCommand('verify', join(out, 'data'), '--json');
      const found = JSON.parse(verified.stdout);
      expect(found.problems).toEqual([]);
      keepRow(
        'a full disk',
        mounted ? '1 disk of 200 kB' : '1 limit on the size of files',
        'told in a sentence that names the file; what was committed is whole',
      );
    } finally {
      if (mounted) execFileSync('umount', ['-l', out]);
    }
  });
});

describe('what a run leaves', () => {
  it('is the dataset alone: no staging, no logs', () => {
    expect(readdirSync(join(folder, 'one')).sort()).toEqual(['episodes', 'ids.json', 'plan.json', 'shards']);
  });
});
