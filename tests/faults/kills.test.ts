import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { listShards } from '#src/dataset/open-dataset.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { runCommand, startCommand, treeHash } from '../fixtures/command-line.ts';
import { faultCount, keepRow } from '../fixtures/fault-table.ts';
import { killAtRandom } from '../fixtures/kill-at-random.ts';

const KILLS = faultCount(8, 500, 'WORLDWRIGHT_FAULT_KILLS');
const SMALL = ['--cameras', 'oblique', '--episodes', '12', '--frames', '4', '--size', '32x32'];
const args = (out: string): string[] => [
  ...['generate', 'robots/push', ...SMALL, '--workers', '2', '--out', out],
];

let folder: string;
let reference: string;
/** How long a whole run works here, from the first word of its progress. */
let workMs: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-kills-'));
  const { child, ended } = startCommand(args(join(folder, 'one')));
  let begun = 0;
  child.stderr?.on('data', (text: Buffer) => {
    if (begun === 0 && text.includes('generate')) begun = performance.now();
  });
  const { code, stderr } = await ended;
  workMs = performance.now() - begun;
  expect(code, stderr).toBe(0);
  reference = treeHash(join(folder, 'one'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is committed, each episode of which must be whole. */
async function committed(out: string): Promise<readonly string[]> {
  const shards = await listShards(out);
  if (shards.length === 0) return [];
  const { problems } = await verifyDataset(out, { decode: true });
  // A folder that was about to be committed is no damage; the next run takes it up.
  expect(problems.filter(({ problem }) => !problem.startsWith('extra'))).toEqual([]);
  return shards;
}

it(`${KILLS} SIGKILLs at random moments lose nothing that is committed, and change no byte`, {
  timeout: 36_000_000,
}, async () => {
  const rng = createRng(3);
  let [kills, amidst, datasets, lost] = [0, 0, 0, 0];
  while (kills < KILLS) {
    const out = join(folder, `killed-${datasets++}`);
    let before: readonly string[] = [];
    let longestMs = workMs;
    for (;;) {
      const last = kills >= KILLS;
      const end = last
        ? { ...(await runCommand(...args(out))), killed: false }
        : await killAtRandom(args(out), rng, longestMs, 'generate');
      if (!end.killed) {
        expect(end.code, end.stderr).toBe(0);
        break;
      }
      kills++;
      const after = await committed(out);
      lost += before.filter((id) => !after.includes(id)).length;
      if (after.length > 0) amidst++;
      // Where others work too, a run may need more time than the first did: kills must not all come too early.
      if (after.length === before.length) longestMs *= 1.2;
      before = after;
      keepRow(
        'SIGKILL of a whole run at a random moment',
        `${kills} kills, ${amidst} of them with episodes committed before, in ${datasets} datasets`,
        `${lost} committed episodes lost; ${datasets - 1} finished by a plain rerun, all bytes as made at once`,
      );
    }
    expect(treeHash(out)).toBe(reference);
    rmSync(out, { recursive: true });
  }
  expect(lost).toBe(0);
  keepRow(
    'SIGKILL of a whole run at a random moment',
    `${kills} kills, ${amidst} of them with episodes committed before, in ${datasets} datasets`,
    `${lost} committed episodes lost; all ${datasets} finished by a plain rerun, all bytes as made at once`,
  );
});
