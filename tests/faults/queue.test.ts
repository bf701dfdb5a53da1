import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { queueName } from '#src/dataset/runner/queue/episode-queue.ts';
import { runCommand, startCommand, treeHash } from '../fixtures/command-line.ts';
import { expectRefused } from '../fixtures/expect-refused.ts';
import { faultCount, keepRow, LONG } from '../fixtures/fault-table.ts';
import { killAtRandom, killGroup } from '../fixtures/kill-at-random.ts';
import { freePort, type RedisServer, startRedis } from '../fixtures/redis-server.ts';

const KILLS = faultCount(5, 50, 'WORLDWRIGHT_FAULT_QUEUE_KILLS');
const AWAY_MS = LONG ? 60_000 : 5000;
const SMALL = ['--cameras', 'oblique', '--episodes', '10', '--frames', '6', '--size', '32x32'];
const args = (out: string): string[] => [
  ...['generate', 'robots/push', ...SMALL, '--workers', '1', '--out', out],
];

let folder: string;
let reference: string;
/** How long a whole run takes here. */
let wholeMs: number;
let redis: RedisServer;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-queue-'));
  mkdirSync(join(folder, 'redis'));
  redis = await startRedis(join(folder, 'redis'));
  const start = performance.now();
  const { code, stderr } = await runCommand(...args(join(folder, 'one')));
  wholeMs = performance.now() - start;
  expect(code, stderr).toBe(0);
  reference = treeHash(join(folder, 'one'));
});

afterAll(async () => {
  for (const child of running) killGroup(child);
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const share = (out: string) => {
  const started = startCommand([...args(out), '--queue', redis.url]);
  running.push(started.child);
  return started;
};

const workerArgs = (out: string): string[] => ['worker', out, '--queue', redis.url, '--workers', '1'];

/** Waits until a dataset's folder is there, so that a worker can join. */
async function begun(out: string): Promise<void> {
  while (!readdirSync(folder).includes(out.slice(folder.length + 1))) await wait(100);
  while (!readdirSync(out).includes('ids.json')) await wait(100);
}

/** Asks for every episode once more, as a queue may that lost sight of who made it. */
async function deliverAgain(out: string): Promise<void> {
  const { planSha256, plan } = await openDataset(out);
  const queue = new Queue(queueName(out, planSha256), { connection: { port: redis.port } });
  const ids = Array.from(
    { length: plan.scenes[0]?.episodes ?? 0 },
    (_, k) => `push-${`${k}`.padStart(6, '0')}`,
  );
  await queue.addBulk(
    ids.map((episode) => ({ name: 'episode', data: { episode }, opts: { jobId: `again-${episode}` } })),
  );
  await queue.close();
}

describe('a dataset made by a queue’s workers', () => {
  it(`is the same to the byte after ${KILLS} worker kills, with a Redis that stops for ${AWAY_MS / 1000} s`, {
    timeout: 36_000_000,
  }, async () => {
    const rng = createRng(5);
    let [kills, datasets, stops, given] = [0, 0, 0, 0];
    const row = (): void =>
      keepRow(
        'queue: workers killed, Redis stopped, every episode asked for twice',
        `${kills} kills of workers, ${stops} stop of ${AWAY_MS / 1000} s, ${given} episodes asked for twice, in ${datasets} datasets`,
        'every episode committed once; all bytes as made by one machine',
      );
    while (kills < KILLS) {
      const out = join(folder, `shared-${datasets}`);
      const { ended } = share(out);
      const over = ended.then(() => true);
      await begun(out);
      if (datasets === 0) {
        await redis.stop();
        stops++;
        await wait(AWAY_MS);
        await redis.start();
      }
      await deliverAgain(out);
      while (kills < KILLS && !(await Promise.race([over, wait(0).then(() => false)])))
        if ((await killAtRandom(workerArgs(out), rng, wholeMs)).killed) kills++;
      const { code, stderr } = await ended;
      expect(code, stderr).toBe(0);
      // A worker that was killed after the end left what it was writing: a run that has nothing to do sweeps it.
      expect((await runCommand(...args(out))).code).toBe(0);
      expect(treeHash(out)).toBe(reference);
      datasets++;
      given += 10;
      row();
    }
  });

  it('is begun by one, joined by others, who say what they made; what is there already is not made again', async () => {
    const out = join(folder, 'joined');
    const { ended } = share(out);
    await begun(out);
    const joined = await runCommand(...workerArgs(out), '--json');
    expect(joined.code, joined.stderr).toBe(0);
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/10\/10 episodes .* workers?, \d+\.\d frames\/s/);
    expect(JSON.parse(joined.stdout)).toMatchObject({ dir: out, there: 0 });
    expect(treeHash(out)).toBe(reference);
  });
});

describe('an episode that cannot be made', () => {
  it('is a dead letter with its reason, and is tried anew by the next run', async () => {
    const out = join(folder, 'dead');
    const few = [...args(out), '--episodes', '2', '--queue', redis.url];
    // Nobody draws so fast: every process is taken to hang.
    const { code, stderr } = await runCommand(...few, '--patience', '0.05');
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(
      /queue\/dead-letter: All 2 episodes must be made, but 2 could not be in 3 tries: push-00000\d: dataset\/worker-died: .* no sign of life for 0\.05 s 2 times/,
    );
    const again = await runCommand(...few);
    expect(again.code, again.stderr).toBe(0);
  });
});

describe('a queue that cannot be used is refused in a sentence', () => {
  const refused = async (more: readonly string[], words: RegExp): Promise<void> => {
    const out = join(folder, 'refused');
    await expectRefused([...args(out), ...more], words, out, 2, runCommand);
  };

  it('where no Redis answers', async () => {
    const url = `redis://127.0.0.1:${await freePort()}/0`;
    await refused(
      ['--queue', url],
      /queue\/unreachable: A Redis must answer at redis:\/\/127.* got ECONNREFUSED/,
    );
  });

  it('where the credentials are wrong or missing, which are never printed', async () => {
    mkdirSync(join(folder, 'locked'));
    const locked = await startRedis(join(folder, 'locked'), 'the-right-one');
    try {
      for (const who of ['', 'me:hushhush@', ':hushhush@']) {
        const out = join(folder, 'refused');
        const url = locked.url.replace('//', `//${who}`);
        const { code, stdout, stderr } = await runCommand(...args(out), '--queue', url, '--verbose');
        expect(code, stderr).toBe(2);
        expect(stderr).toMatch(
          /queue\/refused: The Redis at redis:\/\/127\.0\.0\.1:\d+\/0 must let this user in/,
        );
        expect(stdout + stderr).not.toMatch(/hushhush|the-right-one/);
      }
    } finally {
      await locked.stop();
    }
  });

  it('where it is no address, where a shard is asked for too, and where there is no dataset to work on', async () => {
    await refused(['--queue', 'node7:6379'], /argument\/invalid: --queue must be the address of a Redis/);
    await refused(
      ['--queue', redis.url, '--shard', '1/2'],
      /argument\/invalid: --queue must share out the whole/,
    );
    const out = join(folder, 'refused');
    await expectRefused(
      workerArgs(out),
      /file\/missing: .* must be the folder of a dataset/,
      out,
      2,
      runCommand,
    );
  });
});
