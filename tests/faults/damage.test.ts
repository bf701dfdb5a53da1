import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyDataset } from '#src/dataset/verify.ts';
import { type Ended, runCommand, startCommand, treeHash } from '../fixtures/command-line.ts';
import { keepRow } from '../fixtures/fault-table.ts';
import { killGroup } from '../fixtures/kill-at-random.ts';

// Every kind of file there is: videos of all pixels, tables, sensors, lines and JSON.
const SMALL = ['--modalities', 'all', '--episodes', '4', '--frames', '2', '--size', '32x32'];
const args = (out: string, ...more: string[]): string[] => [
  ...['generate', 'sensors/rig', ...SMALL, '--out', out, '--workers', '2', ...more],
];
// Where one kind of file is as good as another.
const plainArgs = (out: string, ...more: string[]): string[] => [
  ...['generate', 'robots/push', '--cameras', 'oblique', '--episodes', '4', '--frames', '6'],
  ...['--size', '32x32', '--out', out, ...more],
];

let folder: string;
/** A whole dataset that no test changes. */
let whole: string;
let reference: string;
let plainReference: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-damage-'));
  whole = join(folder, 'whole');
  const { code, stderr } = await runCommand(...args(whole));
  expect(code, stderr).toBe(0);
  reference = treeHash(whole);
  const plain = await runCommand(...plainArgs(join(folder, 'plain')));
  expect(plain.code, plain.stderr).toBe(0);
  plainReference = treeHash(join(folder, 'plain'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copied(name: string): string {
  const dir = join(folder, name);
  cpSync(whole, dir, { recursive: true });
  return dir;
}

const filesOf = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).length > 0)
    .sort();

const truncate = (file: string): void => truncateSync(file, readFileSync(file).length >> 1);

function flip(file: string): void {
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  writeFileSync(
    file,
    bytes.map((byte, i) => (i === middle ? byte ^ 1 : byte)),
  );
}

/** The kind of a file: its name, in whatever episode and of whatever camera. */
const kindOf = (file: string): string =>
  file.includes('/shards/') ? 'shard' : (file.split('/').at(-1) as string);

describe('a damaged file', () => {
  it('of any kind, truncated or with one bit flipped, is named by verify; repair makes the same bytes of it', async () => {
    const dir = copied('damaged');
    const files = filesOf(dir).filter((file) => !file.endsWith('plan.json'));
    const kinds = new Map(files.map((file) => [kindOf(file), file]));
    let found = 0;
    for (const file of kinds.values()) {
      const bytes = readFileSync(file);
      for (const harm of [truncate, flip]) {
        harm(file);
        const { problems } = await verifyDataset(dir);
        const path = file.slice(dir.length + 1);
        expect(
          problems.filter((one) => one.path === path),
          `${path} ${harm.name}`,
        ).toHaveLength(1);
        found++;
        writeFileSync(file, bytes);
      }
    }
    // All kinds at once, over three of the four episodes.
    for (const [i, file] of [...kinds.values()].entries()) {
      const other = file.replace(/rig-\d{6}/, `rig-00000${i % 3}`);
      (i % 2 === 0 ? truncate : flip)(other);
    }
    const { code, stderr } = await runCommand('repair', dir);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/: 1 episodes were whole and stay, 3 were made\./);
    expect(treeHash(dir)).toBe(reference);
    keepRow(
      'a truncated and a bit-flipped file of every kind',
      `${found} harms to ${kinds.size} kinds of file`,
      'each named by `verify`; `repair` kept the whole episode, and made the rest with the same bytes',
    );
  });

  it('that is the plan stops verify and repair in a sentence, and the same generate writes it again', async () => {
    const dir = copied('plan');
    truncate(join(dir, 'plan.json'));
    for (const command of ['verify', 'repair']) {
      const { code, stderr } = await runCommand(command, dir);
      expect([1, 2]).toContain(code);
      expect(stderr).toMatch(
        /dataset\/invalid: .*plan\.json must be the plan of a dataset, but it is not JSON/,
      );
    }
    const changed = readFileSync(join(whole, 'plan.json'), 'utf8').replace('"seed": 0', '"seed": 1');
    writeFileSync(join(dir, 'plan.json'), changed);
    const { code, stderr } = await runCommand('repair', dir);
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(
      /dataset\/invalid: .* must be the plan that its commits are of, but it was altered/,
    );
    expect((await runCommand(...args(dir))).code).toBe(0);
    expect(treeHash(dir)).toBe(reference);
  });
});

describe('two runs on one folder', () => {
  it('are one: the second is refused, and a killed one holds nothing', async () => {
    const dir = join(folder, 'twice');
    const first = startCommand(plainArgs(dir));
    while (!holds(dir)) await wait(50);
    const refusals: Ended[] = [];
    for (const second of [plainArgs(dir), plainArgs(dir, '--shard', '1/2'), ['repair', dir]])
      refusals.push(await runCommand(...second));
    killGroup(first.child);
    await first.ended;
    for (const { code, stderr } of refusals) {
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(
        /dataset\/in-use: .*twice must be worked on by one command at a time, but process \d+/,
      );
    }
    const { code, stderr } = await runCommand(...plainArgs(dir));
    expect(code, stderr).toBe(0);
    expect(treeHash(dir)).toBe(plainReference);
    keepRow(
      'two runs on one folder',
      `${refusals.length} second runs: the same, a shard, a repair`,
      'each refused in a sentence; a killed run’s lock is gone at once',
    );
  });
});

/** Whether a run holds a folder already, and can be repaired: its plan is there. */
const holds = (dir: string): boolean => {
  try {
    return readdirSync(dir).includes('ids.json');
  } catch {
    return false;
  }
};

describe('a worker that hangs', () => {
  it('is replaced, and changes no byte', async () => {
    const dir = join(folder, 'hanging');
    const { child, ended } = startCommand(plainArgs(dir, '--workers', '1', '--patience', '8'));
    const children = (): string =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
    while (children() === '' || !holds(dir)) await wait(20);
    const stopped = Number(children().split(' ').at(-1));
    // Until it runs its own program its parent waits for it: stopped before, both would stand still. The parent's
    // own line says --workers.
    const program = (): string => readFileSync(`/proc/${stopped}/cmdline`, 'utf8');
    while (!program().includes('render-worker')) await wait(5);
    process.kill(stopped, 'SIGSTOP');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(() => process.kill(stopped, 0)).toThrow();
    expect(treeHash(dir)).toBe(plainReference);
    keepRow(
      'a worker that hangs',
      '1 worker stopped (SIGSTOP)',
      'ended after --patience, replaced; no byte changed',
    );
  });
});

describe('shards made anywhere', () => {
  it('are the same dataset when their files are put together', async () => {
    const dir = join(folder, 'merged');
    mkdirSync(dir);
    for (const part of ['1/2', '2/2']) {
      const place = join(folder, `part-${part[0]}`);
      const { code, stderr } = await runCommand(...plainArgs(place, '--shard', part));
      expect(code, stderr).toBe(0);
      if (part === '2/2') {
        // What is not there yet is named by the part that it is.
        const { code: lacking, stderr: words } = await runCommand('verify', dir);
        expect(lacking).toBe(1);
        expect(words).toContain('Not made yet: shard 2/2 (2 of 4 episodes).');
      }
      cpSync(place, dir, { recursive: true });
    }
    expect(treeHash(dir)).toBe(plainReference);
    appendFileSync(join(dir, 'notes.txt'), 'x');
    expect((await runCommand('verify', dir)).stderr).toContain('notes.txt: extra: no commit names it');
  });
});
