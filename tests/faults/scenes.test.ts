import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { shippedScenes } from '#src/dataset/read-scene-file.ts';
import { runCommand, treeHash } from '../fixtures/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'worldwright-scenes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SMALL = ['--episodes', '1', '--frames', '2', '--size', '32x32'];

async function generated(name: string, ...more: string[]): Promise<string> {
  const out = join(folder, name);
  const { code, stderr } = await runCommand('generate', ...more, ...SMALL, '--out', out);
  expect(code, stderr).toBe(0);
  return treeHash(out);
}

it('gives the same bytes of every shipped scene with one worker and with two', async () => {
  const [one, two] = ['1', '2'].map((n) => [`workers-${n}`, ...shippedScenes(), '--workers', n]);
  expect(await generated(...(two as [string]))).toBe(await generated(...(one as [string])));
});

it('gives the same bytes of twins, and of their shards one after the other', async () => {
  const scenes = ['understanding/bounce', 'understanding/collision', '--twins'];
  const whole = await generated('twins', ...scenes);
  await generated('twins-shards', ...scenes, '--shard', '2/3');
  await generated('twins-shards', ...scenes, '--shard', '3/3');
  expect(await generated('twins-shards', ...scenes, '--shard', '1/3')).toBe(whole);
});
